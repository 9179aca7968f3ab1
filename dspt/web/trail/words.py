"""A sentence for every event of the journal.

Each begins after the name of who did it. In braces stand what ``telling.py`` puts in, some of it with a link:
``{item}``, ``{document}``, ``{person}`` … from the entry's subject; ``{role}``, ``{to}``, ``{number}`` … from what
stood after, or before where that says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What people can narrow the trail to; the value stands in the address."""

    ANSWERS = "answers"
    DOCUMENTS = "documents"
    PEOPLE = "people"
    PROFILE = "profile"
    PUBLISHING = "publishing"
    LOOKS = "looks"
    SERVICE = "service"


KINDS: Mapping[Kind, str] = {
    Kind.ANSWERS: "Questions and outcomes",
    Kind.DOCUMENTS: "Documents",
    Kind.PEOPLE: "People and access",
    Kind.PROFILE: "Profile and certificates",
    Kind.PUBLISHING: "Publishing",
    Kind.LOOKS: "Looked at by service staff",
    Kind.SERVICE: "Running the service",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """``by``: which fact chooses among ``ways`` of saying it; what is none of them takes ``says``."""

    kind: Kind
    says: str
    by: str = ""
    ways: Mapping[str, str] = field(default_factory=dict)


_A, _D, _W, _P, _U, _L, _S = Kind  # answers, documents, who has access, profile, publishing, looks, service


SENTENCES: Mapping[str, Sentence] = {
    "accounts.codes.made": Sentence(_W, "made new recovery codes"),
    "accounts.email.changed": Sentence(_W, "changed the email address to {email}"),
    "accounts.factor.added": Sentence(
        _W, "added an extra sign-in step", "kind", {"totp": "added an app with codes", "webauthn": "added a passkey"}
    ),
    "accounts.factor.failed": Sentence(_W, "failed to show the extra sign-in step"),
    "accounts.factor.removed": Sentence(
        _W,
        "removed an extra sign-in step",
        "kind",
        {
            "totp": "removed an app with codes",
            "webauthn": "removed a passkey",
            "all": "took every extra sign-in step of {person} away",
        },
    ),
    "accounts.factor.used": Sentence(
        _W,
        "showed the extra sign-in step",
        "kind",
        {
            "totp": "showed a code of the app",
            "webauthn": "showed a passkey",
            "recovery_codes": "used a recovery code",
        },
    ),
    "accounts.link.mailed": Sentence(
        _W,
        "asked for a link to be mailed to {to}",
        "purpose",
        {
            "invite": "invited {to} as {role}",
            "register": "asked for a link to register, mailed to {to}",
            "password": "asked for a new password",
            "email": "asked to change the email address",
            "recover": "asked to recover access, with a link mailed to {to}",
            "service": "invited {to} to the service role {role}",
            "factor": "told of a lost extra sign-in step, with a link mailed to {to}",
        },
    ),
    "accounts.link.used": Sentence(
        _W,
        "used a mailed link",
        "purpose",
        {
            "invite": "used an invitation",
            "register": "used the link to register",
            "password": "used a password link",
            "email": "confirmed a new address",
            "recover": "used the link to recover access",
            "service": "used an invitation to a service role",
            "factor": "used the link about a lost extra sign-in step",
        },
    ),
    "accounts.link.withdrawn": Sentence(_W, "withdrew the invitation of {to}"),
    "accounts.name.changed": Sentence(_W, "changed the name to {name}"),
    "accounts.password.changed": Sentence(_W, "changed the password"),
    "accounts.password.chosen": Sentence(_W, "chose a new password"),
    "accounts.password.confirmed": Sentence(_W, "confirmed with the password"),
    "accounts.password.failed": Sentence(_W, "failed to confirm with the password"),
    "accounts.person.created": Sentence(_W, "opened an account"),
    "accounts.person.deactivated": Sentence(
        _W, "closed {person}’s account", "by_oneself", {"True": "closed their own account"}
    ),
    "accounts.servicerole.ended": Sentence(_W, "took the service role {role} from {person}"),
    "accounts.servicerole.given": Sentence(_W, "gave {person} the service role {role}"),
    "accounts.session.began": Sentence(_W, "signed in", "new_device", {"True": "signed in with a new browser"}),
    "accounts.session.ended": Sentence(_W, "signed out other browsers"),
    "accounts.sso.connected": Sentence(_W, "connected {provider} as a way to sign in"),
    "accounts.sso.disconnected": Sentence(_W, "took {provider} off as a way to sign in"),
    "accounts.sso.entered": Sentence(_W, "was vouched for by {provider}"),
    "accounts.sso.refused": Sentence(
        _W,
        "was not signed in by {provider}",
        "code",
        {
            "cancelled": "cancelled signing in with {provider}",
            "unreachable": "could not reach {provider} to sign in",
            "untrusted": "was not signed in: the answer of {provider} could not be trusted",
        },
    ),
    "assessments.answer.assigned": Sentence(
        _A, "gave {item} to {owner}", "owner", {"": "took the owner of {item} away"}
    ),
    "assessments.answer.attached": Sentence(_A, "put {title} under {item}"),
    "assessments.answer.checked": Sentence(_A, "found last year’s answer to {item} still true"),
    "assessments.answer.saved": Sentence(_A, "answered {item}"),
    "assessments.answer.taken_back": Sentence(_A, "took the answer to {item} back"),
    "assessments.assertion.confirmed": Sentence(_A, "confirmed assertion {assertion}"),
    "assessments.assertion.withdrawn": Sentence(_A, "withdrew the confirmation of assertion {assertion}"),
    "assessments.assessment.rescored": Sentence(_A, "had the assessment {edition} counted anew"),
    "assessments.assessment.started": Sentence(_A, "started the assessment {edition}"),
    "assessments.assignment.made": Sentence(
        _A, "gave {rest} to {owner}", "owner", {"": "took the owner of {rest} away"}
    ),
    "assessments.comment.asked": Sentence(_A, "asked {asked} about {rest}"),
    "assessments.comment.said": Sentence(_A, "commented on {rest}"),
    "assessments.evidence.attached": Sentence(_A, "put {title} under outcome {outcome}"),
    "assessments.evidence.detached": Sentence(_A, "took {title} away from outcome {outcome}"),
    "assessments.evidence.related": Sentence(_A, "said what {title} supports in outcome {outcome}"),
    "assessments.evidence.replaced": Sentence(_A, "put a new version of a document under {rest}"),
    "assessments.judgement.assigned": Sentence(
        _A, "gave outcome {outcome} to {owner}", "owner", {"": "took the owner of outcome {outcome} away"}
    ),
    "assessments.judgement.saved": Sentence(_A, "judged outcome {outcome}"),
    "assessments.workbook.taken_out": Sentence(_A, "downloaded the assessment {edition} as a workbook"),
    "calendar.extension.granted": Sentence(_S, "granted later dates: {subject}"),
    "directory.file.imported": Sentence(_S, "took the directory file {subject} in"),
    "documents.document.added": Sentence(_D, "added {document}"),
    "documents.document.described": Sentence(_D, "changed what is said of {document}"),
    "documents.document.put_back": Sentence(_D, "put {document} back"),
    "documents.document.removed": Sentence(_D, "removed {document}"),
    "documents.document.replaced": Sentence(_D, "replaced {document} by a new version"),
    "documents.file.altered": Sentence(_D, "found the file of {document} altered in the store"),
    "documents.file.clean": Sentence(_D, "found nothing harmful in {document}"),
    "documents.file.infected": Sentence(_D, "found malware in {document} and locked it away"),
    "documents.file.unscannable": Sentence(_D, "could not scan {document}"),
    "documents.file.lost": Sentence(_D, "found the file of {document} missing from the store"),
    "documents.review.reminded": Sentence(_D, "reminded people of {subject} due for review"),
    "feedback.remark.left": Sentence(_S, "left feedback"),
    "journal.chains.checked": Sentence(_S, "checked the journal"),
    "journal.heads.anchored": Sentence(_S, "anchored the journal"),
    "keeping.archive.taken_out": Sentence(_W, "took out everything the organisation has here"),
    "keeping.assessment.deleted": Sentence(_D, "deleted the {subject} for good"),
    "keeping.deletion.announced": Sentence(_D, "announced that {subject} will be deleted for good"),
    "keeping.document.deleted": Sentence(_D, "deleted {title} for good"),
    "keeping.hold.ended": Sentence(_D, "ended the hold on deletion"),
    "keeping.hold.placed": Sentence(_D, "placed a hold: nothing is deleted"),
    "keeping.national_hold.ended": Sentence(_D, "ended the national hold on deletion"),
    "keeping.national_hold.placed": Sentence(_D, "placed a national hold: nothing is deleted"),
    "organisations.access.asked": Sentence(_W, "asked for access"),
    "organisations.membership.began": Sentence(_W, "gave {person} access as {role}"),
    "organisations.membership.changed": Sentence(_W, "made {person} {role}"),
    "organisations.membership.ended": Sentence(_W, "ended {person}’s access", "left", {"True": "left"}),
    "organisations.organisation.looked": Sentence(_L, "looked at this organisation"),
    "organisations.organisation.registered": Sentence(_W, "registered {organisation}"),
    "organisations.profile.accepted": Sentence(_P, "accepted the {profile}"),
    "organisations.profile.changed": Sentence(_P, "changed the {profile}: {step}"),
    "organisations.recovery.answered": Sentence(
        _W,
        "answered the service desk’s question about access",
        "kind",
        {"factor": "answered the service desk’s question about a lost extra sign-in step"},
    ),
    "organisations.recovery.approved": Sentence(
        _W,
        "approved a request for access",
        "kind",
        {"factor": "approved that the extra sign-in step of {requester} is taken away"},
    ),
    "organisations.recovery.asked": Sentence(
        _W,
        "asked for access, because no administrator is left",
        "kind",
        {"factor": "asked for the extra sign-in step to be taken away, because it is lost"},
    ),
    "organisations.recovery.granted": Sentence(
        _W,
        "granted the access that was asked for",
        "kind",
        {"factor": "let the lost extra sign-in step of {requester} be taken away"},
    ),
    "organisations.recovery.questioned": Sentence(
        _W,
        "asked back about a request for access",
        "kind",
        {"factor": "asked {requester} back about the lost extra sign-in step"},
    ),
    "organisations.recovery.refused": Sentence(
        _W,
        "refused a request for access",
        "kind",
        {"factor": "refused to take away the extra sign-in step of {requester}"},
    ),
    "organisations.recovery.reminded": Sentence(
        _W,
        "reminded the service desk of a request for access",
        "kind",
        {"factor": "reminded the service desk of a lost extra sign-in step"},
    ),
    "organisations.recovery.stopped": Sentence(
        _W,
        "stopped a request for access",
        "kind",
        {"factor": "stopped the request about the extra sign-in step of {requester}"},
    ),
    "publication.assessment.published": Sentence(_U, "published {status}, {number}"),
    "publication.interim.submitted": Sentence(_U, "submitted the interim, {number}"),
    "publication.signoff.given": Sentence(_U, "signed {edition} off as {capacity}"),
    "publication.signoff.taken_back": Sentence(_U, "took the sign-off of {edition} as {capacity} back"),
    "register.file.imported": Sentence(_S, "took the register file {subject} in"),
}


def events_of(kind: str) -> tuple[str, ...]:
    """List the events of a kind; none for what is no kind."""
    return tuple(event for event, sentence in SENTENCES.items() if sentence.kind == kind)
