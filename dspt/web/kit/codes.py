"""Codes of organisations in addresses, ``<code:code>``: capital letters, digits, and the signs the directory uses."""

from __future__ import annotations

from django.urls.converters import StringConverter

from dspt.foundation.references import CODE


class CodeConverter(StringConverter):
    """Takes a code as the directory writes it, a slash inside included; our own parts of an address are lower case."""

    regex = CODE.pattern.join(("(?:", ")"))
