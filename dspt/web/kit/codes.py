"""Codes of organisations in addresses, ``<code:code>``: letters, digits, and the signs the directory uses."""

from __future__ import annotations

from django.urls.converters import StringConverter


class CodeConverter(StringConverter):
    """Takes a code as the directory writes it: with a slash inside, or with small letters, never with both.

    Our own parts of an address are lower case and follow a slash, so a code never swallows them. The same shape as
    ``foundation.references.CODE`` (a test holds them together), with its brackets escaped, because the framework reads
    the pattern to make addresses.
    """

    regex = (
        r"[A-Z0-9](?:[A-Z0-9 ._/\(\)&-]{0,30}[A-Z0-9\)])?"
        r"|[A-Za-z0-9](?:[A-Za-z0-9 ._\(\)&-]{0,30}[A-Za-z0-9\)])?"
    )
