"""The demo's second factors: the code of each person now, for whoever tries the service. Never in production."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.accounts.gateways import all_phones, phone_code
from dspt.accounts.rules import PHONE_PERIOD
from dspt.foundation.clock import now
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .answers import person_of, private
from .pages import DemoCode, DemoCodesPage

MOST = 100


@public
@require_safe
def demo_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that the demo people's apps would show; page not found anywhere else."""
    if not settings.DSPT_IS_DEMO:
        raise Http404
    seconds = int(now().timestamp())
    period = seconds // PHONE_PERIOD
    codes = tuple(
        DemoCode(name, email, _spaced(phone_code(secret, period)), _spaced(phone_code(secret, period + 1)))
        for name, email, secret in all_phones(MOST)
    )
    page = DemoCodesPage("Codes of the demo", codes, PHONE_PERIOD - seconds % PHONE_PERIOD, person_of(request))
    return private(render(request, "public/entry/demo_codes.html", page))


def _spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"
