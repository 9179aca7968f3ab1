"""Checking a publication. Nothing that is handed in here is kept."""

from __future__ import annotations

from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dspt.foundation.references import is_publication_number, tidy_code, tidy_number
from dspt.register.gateways import LONGEST, RecordRefused
from dspt.register.queries import NumberRefused, published_keys, signed_record, verified_number, verified_paper
from dspt.web.kit.fields import Field, summary_of
from dspt.web.kit.pages import render
from dspt.web.kit.policies import only_read, public

from .pages import Finding, VerifyPage, found, refused

NUMBER = Field(
    "number",
    "Number",
    hint="Ten letters and digits, like 7KQ4-M2RD-9C",
    width="20",
    autocomplete="off",
    spellcheck=False,
)
CODE = Field(
    "code", "Code of the organisation (optional)", hint="As it stands on the paper, like VZZ01", width="20",
    autocomplete="off", spellcheck=False,
)  # fmt: skip
LONGEST_PASTE = 1_000_000
PAPER = Field(
    "paper",
    "Signed record",
    kind="textarea",
    hint=f"One long line, copied whole. Up to {LONGEST_PASTE:,} characters; choose a file for more",
    rows=4,
    spellcheck=False,
)
FILE = Field("file", "Or the record as a file", kind="file", hint="Ends in .jws or .json", accept=".jws,.json,.txt")


@public
@csrf_exempt  # nothing is written, so nothing can be forged; and the page stays free of cookies
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a number (in the address, so that it can be passed on) or a record that is handed in."""
    if request.method == "POST":
        return _check_paper(request)
    if "number" in request.GET:
        return _check_number(request, request.GET["number"][:200], request.GET.get("code", "")[:100])
    return _page(request)


def _check_number(request: HttpRequest, typed: str, code: str) -> HttpResponse:
    number, asked = replace(NUMBER, value=typed), replace(CODE, value=code)
    if not typed.strip():
        return _page(request, number=replace(number, error="Enter the number"), code=asked)
    try:
        finding = found(verified_number(typed, code))
    except NumberRefused as refusal:
        if refusal.code == "mistyped":
            words = "Check each letter and digit of the number against the paper. No number is written like this"
            return _page(request, number=replace(number, error=words), code=asked)
        finding = refused(refusal.code, number=tidy_number(typed), organisation=tidy_code(code))
    except RecordRefused as refusal:
        finding = refused(refusal.code)
    return _page(request, number=number, code=asked, finding=finding)


def _check_paper(request: HttpRequest) -> HttpResponse:
    text = request.POST.get("paper", "")
    upload = request.FILES.get("file")
    paper = replace(PAPER, value=text)
    if len(text) > LONGEST_PASTE:
        words = (
            f"The signed record must be {LONGEST_PASTE:,} characters or fewer. This has {len(text):,}: "
            "save it as a file and choose the file"
        )
        return _page(request, paper=replace(paper, error=words))
    if isinstance(upload, UploadedFile) and not text.strip():
        text = upload.read(LONGEST + 1).decode(errors="replace")
    if not text.strip():
        return _page(request, paper=replace(paper, error="Paste the signed record, or choose its file"))
    if is_publication_number(tidy_number(text)):
        return _check_number(request, text.strip(), "")
    try:
        finding = found(verified_paper(text))
    except RecordRefused as refusal:
        if refusal.code == "not_a_record":
            words = "Paste the signed record whole, or choose its file. What came is no signed record"
            return _page(request, paper=replace(paper, error=words))
        finding = refused(refusal.code)
    return _page(request, paper=paper, finding=finding)


@public
@only_read
def record(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the signed record behind a number: all of it is public."""
    kept = signed_record(tidy_number(number))
    if kept is None:
        raise Http404
    response = HttpResponse(kept + "\n", content_type="application/jose")
    response["Content-Disposition"] = f'attachment; filename="{tidy_number(number)}.jws"'
    return response


@public
@only_read
def keys(request: HttpRequest) -> JsonResponse:
    """Publish the public half of every key that ever signed, as a JSON Web Key Set (RFC 7517)."""
    response = JsonResponse({"keys": list(published_keys().values())}, content_type="application/jwk-set+json")
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _page(
    request: HttpRequest,
    *,
    number: Field = NUMBER,
    code: Field = CODE,
    paper: Field = PAPER,
    finding: Finding | None = None,
) -> HttpResponse:
    errors = summary_of((number, code, paper))
    page = VerifyPage(number, code, paper, FILE, finding, errors)
    return render(request, "register/verify.html", page, status=422 if errors else 200)
