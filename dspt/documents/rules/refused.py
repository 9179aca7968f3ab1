"""The refusals of a file."""

from __future__ import annotations

from dspt.foundation.refusals import Refusal


class FileRefused(Refusal):
    """A file is not taken. ``label`` names the kind it is called.

    - ``empty``, ``too_big`` (limit_bytes), ``kind_not_allowed`` (suffix), ``not_what_it_says`` (suffix, label)
    - ``damaged``: it cannot be read to its end
    - ``encrypted``: it opens with a password only, so nobody can look into it
    - ``macros``, ``scripts``: programs that run when it is opened
    - ``fetches`` (what: template, object, data): it draws something from elsewhere when it is opened
    - ``holds_files``: other files are packed inside
    - ``two_kinds``: it can also be read as a file of another kind
    - ``unpacks_too_big``: what is inside is out of all proportion
    """
