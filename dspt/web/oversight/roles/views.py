"""The table of who may do what, as the service's own people see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.accounts.rules import ServicePermission
from dspt.web.access.scopes import service
from dspt.web.access.service import ServiceFrame, viewer
from dspt.web.access.words import (
    PermissionLine,
    ServiceRoleWords,
    permission_lines,
    role_names,
    service_role_words,
)
from dspt.web.kit.pages import render


@dataclass(frozen=True, slots=True)
class ServiceRolesPage:
    frame: ServiceFrame
    service_roles: tuple[ServiceRoleWords, ...]
    roles: tuple[str, ...]
    lines: tuple[PermissionLine, ...]
    title: str = "What each role may do"
    wide: bool = True


@service(ServicePermission.TABLE)
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Show what each role in the service, and each in an organisation, may do and see."""
    page = ServiceRolesPage(viewer(request, "roles").frame, service_role_words(), role_names(), permission_lines())
    return render(request, "oversight/roles.html", page)
