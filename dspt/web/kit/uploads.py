"""Uploads are cut off once they are too big to be taken, so that nobody fills the disk with what is refused anyway.

First by what the request says of its length, before a byte of it is read; then, file by file, by counting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .errors import ErrorPage
from .pages import render

_MEGABYTE = 1024 * 1024


class NotTooLong:
    """Refuse a request that says it is longer than any form of ours can be, or does not say how long it is.

    Nothing of it is read; the server closes the connection. A page that was sent a form of ours never comes here:
    browsers say the length of what they send.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return self._refused(request, 411)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > _together() + _MEGABYTE:
            return self._refused(request, 413)
        return self._get_response(request)

    def _refused(self, request: HttpRequest, status: int) -> HttpResponseBase:
        alone, together = settings.DSPT_UPLOAD_LIMIT_BYTES // _MEGABYTE, _together() // _MEGABYTE
        page = ErrorPage(
            "This upload is too big",
            (
                f"A file must be {alone} MB or smaller, all files sent at once {together} MB or smaller. "
                "Nothing was added.",
                "Go back and choose a smaller file, save it as PDF, or cut it in parts.",
            ),
        )
        return render(request, "errors/error.html", page, status=status)


def _together() -> int:
    """All files of one form may be ten times as long as one alone, or a hundred megabytes."""
    limit = int(settings.DSPT_UPLOAD_LIMIT_BYTES)
    return max(limit, min(10 * limit, 100 * _MEGABYTE))


class CutOff(FileUploadHandler):
    """Stands before the handlers that store: beyond the limit of a document, and one piece more, nothing reaches them.

    The cut file is still longer than the limit, so the room that takes documents refuses it by its size; the form
    around it is read to its end and comes back with its words.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._passed = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self._passed > settings.DSPT_UPLOAD_LIMIT_BYTES:
            return None
        self._passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
