"""Feedback from anybody. The form's token is the only thing kept on the visitor's side."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dspt.feedback.actions import TooManyRemarks, leave_remark
from dspt.foundation import clock
from dspt.foundation.actors import Actor
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .forms import RemarkForm
from .pages import FormPage, ThanksPage

VISITOR = Actor.machine("visitor")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Show the form; keep a remark and say thank you."""
    if request.method != "POST":
        return _form(request, RemarkForm(initial={"page": _page_spoken_of(request)}))
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _form(request, form, errors=errors_of(form))
    said = form.cleaned_data
    try:
        leave_remark(
            by=VISITOR,
            page=said["page"],
            rating=said["rating"],
            text=said["text"],
            email=said["email"],
            at=clock.now(),
        )
    except TooManyRemarks as refusal:
        words = (
            "A lot of feedback is arriving at this moment. Your text is still here: "
            f"send it again in {refusal.facts['minutes']} minutes"
        )
        return _form(request, form, errors=ErrorSummary((ErrorLine(words, ""),)), status=429)
    return redirect("feedback_thanks")


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that the remark was kept."""
    return render(request, "public/feedback/thanks.html", ThanksPage())


def _form(
    request: HttpRequest, form: RemarkForm, *, errors: ErrorSummary | None = None, status: int = 200
) -> HttpResponse:
    fields = fields_of(form, text={"rows": 6}, email={"autocomplete": "email", "width": "20"})
    page = FormPage(fields, errors or ErrorSummary(), fields["page"].value)
    response = render(request, "public/feedback/form.html", page, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _page_spoken_of(request: HttpRequest) -> str:
    """Take the page from the address, or from where the visitor came from if that was here; never its query."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    path = request.GET.get("page", "") or (came_from.path if came_from.netloc == request.get_host() else "")
    return path.split("?")[0][:300] if path.startswith("/") and not path.startswith("/feedback") else ""
