"""Uploads are cut off once they are too big to be taken, so that nobody fills the disk with what is refused anyway."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


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
