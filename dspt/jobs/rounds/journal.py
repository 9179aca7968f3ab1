"""Rounds that prove the journal: its chains checked every night, their heads anchored, an alarm where one is broken."""

from __future__ import annotations

import logging

from django.conf import settings

from dspt.accounts.queries import addresses_of_service_role
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.journal.actions import anchor_heads, begin_check, end_check, note_checked
from dspt.journal.queries import SERVICE, CheckRecord, broken_anchors, head_of, walk_chains
from dspt.journal.rules import told
from dspt.notices.actions import owe_notices

from .turns import Turn

CHECKER = Actor.machine("journal-check")

_log = logging.getLogger(__name__)


def check(turn: Turn) -> str:
    """Check all chains, going on where a check broke off, and alarm where one is broken."""
    check = begin_check(at=turn.at)
    for stretch in walk_chains(after=check.reached):
        for each in stretch.broken:
            _log.critical("journal: %s", told(each))
        check = note_checked(
            check=check.id,
            reached=stretch.reached or check.reached,
            chains=stretch.chains,
            entries=stretch.entries,
            broken=stretch.broken,
        )
        turn.say(f"{check.entries:,} entries in {check.chains:,} chains, up to {check.reached}")
    anchors = list(broken_anchors())
    for each in anchors:
        _log.critical("journal: %s", told(each))
    check = end_check(by=CHECKER, check=check.id, anchors=anchors, at=now())
    if check.broken:
        _alarm(check)
    number, digest = head_of(SERVICE)
    state = f"{len(check.broken)} broken links" if check.broken else "all in order"
    return (
        f"{check.entries:,} entries in {check.chains:,} chains, {state}; head of the service's chain {number}:{digest}"
    )


def anchor(turn: Turn) -> str:
    """Take the heads that moved into the service's chain."""
    anchored = 0
    while heads := anchor_heads(by=CHECKER, at=now()):
        anchored += heads
        turn.say(f"{anchored:,} heads")
    return f"{anchored:,} heads anchored"


def _alarm(check: CheckRecord) -> None:
    """Owe the alarm to the address set for it, else to the contact address, else to the national team."""
    address = settings.DSPT_ALARM_EMAIL or settings.DSPT_CONTACT_EMAIL
    to = [address] if address else addresses_of_service_role("national")
    if not to:
        _log.critical("journal: nobody can be told by mail; set DSPT_ALARM_EMAIL")
    lines = "\n".join(f"- {told(each)}" for each in check.broken)
    owe_notices(
        kind="journal.alarm",
        to=to,
        subject="Alarm: the journal does not check",
        body=(
            "The nightly check of the journal of the Data Security and Protection Toolkit found that entries were "
            f"changed or removed behind the service’s back:\n\n{lines}\n\n"
            "What to do: keep the database as it is and make a copy of it; find out who had access to it; compare with "
            "the last backup. Run “dspt check_journal” to check again.\n"
        ),
        at=now(),
    )
