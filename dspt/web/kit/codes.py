"""Codes of organisations in addresses, ``<code:code>``: capital letters, digits, and the signs the directory uses."""

from __future__ import annotations

from django.urls.converters import StringConverter


class CodeConverter(StringConverter):
    """Takes a code as the directory writes it, a slash inside included; our own parts of an address are lower case.

    The same shape as ``foundation.references.CODE`` (a test holds them together), written without alternatives and with
    its brackets escaped, because the framework reads the pattern to make addresses.
    """

    regex = r"[A-Z0-9](?:[A-Z0-9 ._/\(\)&-]{0,30}[A-Z0-9\)])?"
