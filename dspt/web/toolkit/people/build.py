"""From records to the page of people, and the words on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from dspt.accounts.queries import UnusedLink
from dspt.organisations.actions import AT_ONCE
from dspt.organisations.queries import MemberRecord
from dspt.organisations.rules import Permission, Role
from dspt.web.access import Scope
from dspt.web.kit.components import Link
from dspt.web.kit.days import day
from dspt.web.toolkit.frame import OrganisationFrame

from .pages import InvitationRow, PeoplePage, PersonRow, Successors

INVITATION_WORDS = {
    "already_member": "This person has access already. Change the role in the list of people",
    "role_unknown": "Select a role",
    "too_many": "We have sent this address three invitations within the hour. Wait a little",
    "email_malformed": "Enter an email address in the correct format, like name@example.com",
    "too_many_at_once": f"Invite {AT_ONCE} people at most at a time",
    "unknown": "That invitation was used or withdrawn already",
}


def people_page(
    scope: Scope, frame: OrganisationFrame, people: tuple[MemberRecord, ...], unused: tuple[UnusedLink, ...]
) -> PeoplePage:
    """Build the list: who has access, who is invited, what is to be feared."""
    may_change = scope.may(Permission.PEOPLE)
    administrators = [each for each in people if each.role == Role.ADMINISTRATOR]
    is_last = len(administrators) == 1 and administrators[0].person == scope.actor.id
    warning = ""
    if len(administrators) == 1:
        who = "You are" if is_last else f"{administrators[0].name} is"
        leaver = "you leave" if is_last else "they leave"
        warning = f"{who} the only administrator. If {leaver}, nobody can publish."
    return PeoplePage(
        title="People",
        frame=frame,
        people=tuple(
            PersonRow(
                name=each.name,
                email=each.email,
                role=each.role.capitalize(),
                since=day(each.since),
                is_me=each.person == scope.actor.id,
                change=url("people_member", scope.code, each.membership) if may_change else "",
            )
            for each in people
        ),
        invitations=tuple(
            InvitationRow(
                id=str(each.id),
                email=each.email,
                role=each.role.capitalize(),
                sent=f"{day(each.made_at)}, by {each.made_by_name}",
                ends=f"{'Ran out on ' if each.is_lapsed else ''}{day(each.expires_at)}",
                is_lapsed=each.is_lapsed,
                resend=url("people_resend", scope.code, each.id),
                withdraw=url("people_withdraw", scope.code, each.id),
            )
            for each in unused
        ),
        may_change=may_change,
        warning=warning,
        leave="" if is_last else url("people_leave", scope.code),
        roles=url("people_roles", scope.code),
    )


def successors(scope: Scope, people: tuple[MemberRecord, ...], who: MemberRecord) -> Successors | None:
    """Say who could become administrator in the place of the only one; None where there is another."""
    others = [each for each in people if each.membership != who.membership]
    if who.role != Role.ADMINISTRATOR or any(each.role == Role.ADMINISTRATOR for each in others):
        return None
    is_me = who.person == scope.actor.id
    subject = "You are" if is_me else f"{who.name} is"
    return Successors(
        text=f"{subject} the only administrator. There must always be one, so make somebody else administrator first.",
        people=tuple(
            Link(
                f"Make {each.name} administrator",
                f"{url('people_member', scope.code, each.membership)}?role={Role.ADMINISTRATOR}",
            )
            for each in others
        ),
        invite=url("people_invite", scope.code),
    )


def url(name: str, *args: object) -> str:
    """Give the address of a page."""
    return reverse(name, args=args)


def invitation_address(token: str) -> str:
    """Give the whole address of an invitation, for its letter."""
    return f"{settings.DSPT_BASE_URL}{reverse('invitation', args=[token])}"


def sent_words(emails: Sequence[str]) -> str:
    """Say whom an invitation was sent to."""
    if len(emails) == 1:
        return f"We have sent {emails[0]} an invitation. It works for 7 days."
    return f"We have sent {len(emails)} invitations. They work for 7 days."
