"""The profile, step by step. Any change after acceptance withdraws the acceptance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.rules import is_email, masked, tidy_email
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.standard.categories import settle, tests_of
from dspt.standard.edition import Edition

from ..models import KeyRoleHolder, Organisation, Profile, ProfileTest
from ..rules import NhsMail, missing_parts


class ProfileRefused(Refusal):
    """``roles_refused`` (fact ``faults``: role key to
    ``name_missing``, ``name_long``, ``email_malformed``); ``nhsmail_unanswered``."""


class StaleProfile(Refusal):
    """Somebody else saved the profile since it was read; facts ``version``, ``changed_at``."""

    code = "stale_profile"


class ProfileIncomplete(Refusal):
    """It cannot be accepted yet; fact ``missing``: steps (``type``, ``key_roles``, ``nhsmail``)."""

    code = "profile_incomplete"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a key role, as typed."""

    name: str
    email: str = ""


def save_profile_type(
    *,
    by: Actor,
    organisation: UUID,
    edition: Edition,
    type: str,
    tests: Mapping[str, str],
    also: Sequence[str] = (),
    seen_version: int,
    at: datetime,
) -> int:
    """Keep the type chosen, further activities and the answers to their conditional tests; settle type and category.

    Returns the new version. Refuses with StaleProfile, and with ``standard.categories``' UnknownType and
    TestsUnanswered.
    """
    chosen = (type, *(key for key in also if key != type))
    kept = {test.key: tests.get(test.key, "") for test in tests_of(edition, chosen)}
    with transaction.atomic():
        body, profile = lock_profile(organisation, seen_version, at)
        result = settle(edition, chosen, kept, critical_infrastructure=body.is_critical_infrastructure)
        kept = {key: answer for key, answer in kept.items() if answer}
        before = {"type": profile.type, "also": profile.also, "category": profile.category, "tests": _tests(body)}
        after = {"type": type, "also": " ".join(chosen[1:]), "category": result.category, "tests": kept}
        if before == after and profile.edition == edition.key:
            return profile.version
        ProfileTest.objects.filter(organisation=body).delete()
        ProfileTest.objects.bulk_create(ProfileTest(organisation=body, key=key, answer=kept[key]) for key in kept)
        profile.edition, profile.type, profile.also = edition.key, type, " ".join(chosen[1:])
        profile.settled_type, profile.category = result.type, result.category
        return keep_profile(by, body, profile, "type", before, after, at)


def save_key_roles(
    *, by: Actor, organisation: UUID, edition: Edition, holders: Mapping[str, Holder], seen_version: int, at: datetime
) -> int:
    """Keep who holds the key roles, all at once; an empty name clears a role. Returns the new version.

    Where the type may skip them, all may be empty; otherwise each needs a name. Refuses with ProfileRefused
    (``roles_refused``) and StaleProfile.
    """
    tidied = {
        role.key: Holder(" ".join(holders.get(role.key, Holder("")).name.split()), tidy_email(holders[role.key].email))
        for role in edition.key_roles
        if role.key in holders
    }
    with transaction.atomic():
        body, profile = lock_profile(organisation, seen_version, at)
        kind = edition.types.get(profile.settled_type)
        is_optional = kind is not None and kind.key_roles_optional
        faults: dict[str, str] = {}
        for role in edition.key_roles:
            holder = tidied.get(role.key, Holder(""))
            if not holder.name and (not is_optional or holder.email):
                faults[role.key] = "name_missing"
            elif len(holder.name) > 120:
                faults[role.key] = "name_long"
            elif holder.email and not is_email(holder.email):
                faults[role.key] = "email_malformed"
        if faults:
            raise ProfileRefused("roles_refused", faults=faults)
        before = {held.role: [held.name, held.email] for held in KeyRoleHolder.objects.filter(organisation=body)}
        after = {key: [holder.name, holder.email] for key, holder in tidied.items() if holder.name}
        if before == after:
            return profile.version
        KeyRoleHolder.objects.filter(organisation=body).delete()
        KeyRoleHolder.objects.bulk_create(
            KeyRoleHolder(organisation=body, role=role, name=name, email=email) for role, (name, email) in after.items()
        )
        return keep_profile(by, body, profile, "key_roles", _told(before), _told(after), at)


def save_nhsmail(*, by: Actor, organisation: UUID, nhsmail: str, seen_version: int, at: datetime) -> int:
    """Keep whether NHSmail is the only mail system: yes, no, not_sure. Returns the new version.

    Refuses with ProfileRefused (``nhsmail_unanswered``) and StaleProfile.
    """
    if nhsmail not in set(NhsMail):
        raise ProfileRefused("nhsmail_unanswered")
    with transaction.atomic():
        body, profile = lock_profile(organisation, seen_version, at)
        before, profile.nhsmail = profile.nhsmail, nhsmail
        if before == nhsmail:
            return profile.version
        return keep_profile(by, body, profile, "nhsmail", {"nhsmail": before}, {"nhsmail": nhsmail}, at)


def accept_profile(*, by: Actor, organisation: UUID, edition: Edition, seen_version: int, at: datetime) -> None:
    """Accept the profile as it stands; from then on the assessment can be worked on and published.

    Refuses with ProfileIncomplete and StaleProfile: what is accepted is what was seen.
    """
    with transaction.atomic():
        body, profile = lock_profile(organisation, seen_version, at)
        roles = dict(KeyRoleHolder.objects.filter(organisation=body).values_list("role", "name"))
        missing = missing_parts(edition, profile.settled_type, profile.nhsmail, roles)
        if missing:
            raise ProfileIncomplete(missing=missing)
        profile.accepted_at, profile.accepted_by_name = at, by.name
        profile.edition = edition.key
        profile.save(update_fields=["accepted_at", "accepted_by_name", "edition"])
        record(
            by=by,
            event="organisations.profile.accepted",
            subject=body.code,
            at=at,
            organisation=body.code,
            after={
                "edition": edition.key,
                "version": profile.version,
                "type": profile.settled_type,
                "category": profile.category,
            },
        )


def lock_profile(organisation: UUID, seen_version: int, at: datetime) -> tuple[Organisation, Profile]:
    """Take an organisation's profile for a change, inside a transaction; a first one is begun. Three statements."""
    body = Organisation.objects.select_for_update().get(id=organisation)
    profile = Profile.objects.filter(organisation=body).first()
    if profile is None:
        profile = Profile(organisation=body, version=0, edition="", changed_at=at)
    if profile.version != seen_version:
        raise StaleProfile(version=profile.version, changed_at=profile.changed_at)
    return body, profile


def keep_profile(
    by: Actor,
    body: Organisation,
    profile: Profile,
    step: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    at: datetime,
) -> int:
    """Write a changed profile as its next version, take its acceptance back and journal both. Returns the version."""
    withdrawn = profile.accepted_at is not None
    profile.version += 1
    profile.changed_at = at
    profile.accepted_at, profile.accepted_by_name = None, ""
    profile.save()
    record(
        by=by,
        event="organisations.profile.changed",
        subject=step,
        at=at,
        organisation=body.code,
        before=before,
        after={**after, "version": profile.version, "acceptance": "withdrawn" if withdrawn else "none"},
    )
    return profile.version


def _told(holders: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What the journal tells of who holds key roles: the name, and the address masked."""
    return {role: f"{name} ({masked(email)})" if email else name for role, (name, email) in holders.items()}


def _tests(body: Organisation) -> dict[str, str]:
    return dict(ProfileTest.objects.filter(organisation=body).values_list("key", "answer"))
