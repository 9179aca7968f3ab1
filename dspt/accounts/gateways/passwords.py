"""How easily a password is guessed: asked of a library that knows the habits of people."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

ENOUGH = 3
"""Of the library's 0 to 4: safe where somebody steals the stored digests and guesses fast."""

_LOOKED_AT = 72  # characters: the rest only makes it slower
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_OURS = ("dspt", "toolkit", "data security", "protection", "nhs", "nhsmail", "digital", "caldicott", "trust", "surgery")


class NotKnown:
    """Refuses passwords that stand on the lists of leaked ones, and these with digits or signs put around them.

    The lists: the framework's 20,000 and the library's 30,000, which need no network.
    """

    def validate(self, password: str, user: object = None) -> None:
        plain = password.lower()
        if {plain, _ENDS.sub("", plain), plain.replace(" ", "")} & self._known:
            raise ValidationError("known", code="password_too_common")

    def get_help_text(self) -> str:
        return ""

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(CommonPasswordValidator().passwords) | frozenset(FREQUENCY_LISTS["passwords"])


class NotGuessable:
    """Refuses what a patient guesser finds: words with usual changes, dates, keyboard walks, the person's own words."""

    def validate(self, password: str, user: object = None) -> None:
        said = f"{getattr(user, 'name', '')} {getattr(user, 'email', '')}"
        own = [part for part in re.split(r"\W+", said.lower()) if len(part) > 2]
        if zxcvbn(password[:_LOOKED_AT], user_inputs=[*own, *_OURS])["score"] < ENOUGH:
            raise ValidationError("guessable", code="password_guessable")

    def get_help_text(self) -> str:
        return ""
