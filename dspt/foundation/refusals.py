"""What a rule or an action raises when it says no."""

from __future__ import annotations


class Refusal(Exception):
    """Say no, with a code and the facts a door needs to put it into words.

    Subclasses are named for what is so (``StaleAnswer``), are defined in the module that raises them and set
    ``code``. Facts are plain values (strings, numbers, dates, frozen records); prose lives at the doors.
    """

    code = "refused"

    def __init__(self, code: str | None = None, **facts: object) -> None:
        self.code = code or type(self).code
        self.facts = facts
        super().__init__(self.code, facts)
