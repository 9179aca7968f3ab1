"""Codes in the register's addresses, exactly as the exports wrote them: small letters, slashes and spaces included."""

from __future__ import annotations

from django.urls.converters import StringConverter


class ListedCodeConverter(StringConverter):
    """Takes 1 to 32 printable signs; whether there is such a body is for the register to say."""

    regex = r"[^\x00-\x1f\x7f?#]{1,32}"
