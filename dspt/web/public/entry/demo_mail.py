"""The demo's mail: what would have been sent, with its links, for whoever tries the service. Never in production."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.foundation.clock import LONDON
from dspt.notices.queries import newest_notices
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .answers import person_of, private
from .pages import Mail, MailLine, MailPage

NEWEST = 50


@public
@require_safe
def demo_mail(request: HttpRequest) -> HttpResponse:
    """List the newest mails of the demo; page not found anywhere else."""
    if not settings.DSPT_IS_DEMO:
        raise Http404
    mails = tuple(
        Mail(each.to, each.subject, _when(each.created_at), tuple(_line(line) for line in each.body.splitlines()))
        for each in newest_notices(NEWEST)
    )
    return private(
        render(request, "public/entry/demo_mail.html", MailPage("Mail of the demo", mails, person_of(request)))
    )


def _when(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


def _line(text: str) -> MailLine:
    # A path, so that the link works at whatever address the demo is served.
    is_ours = text.startswith(f"{settings.DSPT_BASE_URL}/")
    return MailLine(text, urlsplit(text).path if is_ours else "")
