"""An organisation's year as publishing sees it: gathered, scored, and what may be published of it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dspt.assessments.queries import whole_assessment
from dspt.assessments.rules.frozen import FrozenState
from dspt.calendar.queries import calendar_for
from dspt.calendar.rules import Grant
from dspt.foundation.clock import london_date
from dspt.foundation.refusals import Refusal
from dspt.organisations.queries import ProfileRecord, people
from dspt.organisations.queries import organisation as read_organisation
from dspt.organisations.queries import profile as read_profile
from dspt.organisations.rules import Role
from dspt.standard.edition import Calendar, Edition, View
from dspt.standard.facts import CertificateFact, ProfileFacts
from dspt.standard.scoring import score_assertions, score_outcomes

from .. import rules
from ..models import Publication, SignOff
from ..rules.hints import Hint, RunsOut, hints, runs_out


class NotStarted(Refusal):
    """The organisation has no assessment of the edition, or no profile that a category follows from.

    ``view_changed``: the profile now asks for the other view than the one that was begun.
    """

    code = "not_started"


@dataclass(frozen=True, slots=True)
class Last:
    """The organisation's newest publication of a kind, whatever its edition."""

    id: UUID
    number: str
    edition: str
    status: str
    published_at: datetime
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything a publication rests on, read at one instant."""

    organisation: UUID
    edition: Edition
    calendar: Calendar
    grants: tuple[Grant, ...]
    profile: rules.KeptProfile
    state: FrozenState
    score: rules.Score
    last: Last | None
    sign_offs: tuple[rules.SignOff, ...]
    """Those not taken back, standing or not, the newest first."""
    on: date

    @property
    def standing_sign_offs(self) -> tuple[rules.SignOff, ...]:
        return rules.standing(self.sign_offs, self.state.revision, self.profile.version)

    @property
    def is_accepted(self) -> bool:
        return self.profile.accepted_at is not None

    def offer(self, kind: str) -> rules.Offer:
        """Say what may be published of it; refuses as the rules do, and with SignOffMissing where one is asked for."""
        found = self.unsigned_offer(kind)
        if kind == rules.FINAL and needs_sign_off(self.edition) and not self.standing_sign_offs:
            raise rules.SignOffMissing
        return found

    def unsigned_offer(self, kind: str) -> rules.Offer:
        """Say what may be published of it, signed off or not: what a signatory signs."""
        if kind == rules.FINAL:
            return rules.final_offer(calendar=self.calendar, score=self.score, accepted=self.is_accepted, on=self.on)
        return rules.interim_offer(
            category=self.edition.categories[self.profile.facts.category],
            calendar=self.calendar,
            score=self.score,
            accepted=self.is_accepted,
            on=self.on,
        )

    def content(self, offer: rules.Offer) -> dict[str, object]:
        """Build what would be frozen."""
        return rules.content(
            edition=self.edition,
            calendar=self.calendar,
            profile=self.profile,
            state=self.state,
            score=self.score,
            offer=offer,
        )


@dataclass(frozen=True, slots=True)
class Readiness:
    """May this be published, and as what? Exactly one of ``offer`` and ``refusal`` is there."""

    gathered: Gathered
    offer: rules.Offer | None
    refusal: Refusal | None
    unsigned_offer: rules.Offer | None
    """What would be published: the offer, also where only a sign-off is missing."""
    hints: tuple[Hint, ...]
    runs_out: tuple[RunsOut, ...]
    nothing_changed: bool
    """Publishing now would say what the last publication said."""


def gathered(
    *, organisation: UUID, edition: Edition, at: datetime, kind: str = rules.FINAL, hold: bool = False
) -> Gathered:
    """Gather and score an organisation's assessment at an instant. Twelve statements at most.

    ``hold`` takes the assessment for the caller's transaction. Refuses with NotStarted.
    """
    on = london_date(at)
    state = whole_assessment(organisation, edition.key, hold=hold)
    body, described = read_organisation(organisation), read_profile(organisation)
    if state is None or body is None or described.settled_type not in edition.types:
        raise NotStarted
    if edition.categories[described.category].view != state.view:
        raise NotStarted("view_changed")
    profile = _kept(edition, body.code, body.name, body.is_critical_infrastructure, described)
    calendar, grants = calendar_for(edition, sector=profile.sector, code=body.code)
    score: rules.Score
    if state.view == View.ASSERTION:
        answers = {reference: kept.fact for reference, kept in state.answers.items()}
        score = score_assertions(edition, profile.facts, answers, state.confirmations, on)
    else:
        judgements = {reference: kept.fact for reference, kept in state.judgements.items()}
        score = score_outcomes(edition, profile.facts, judgements, on)
    return Gathered(
        organisation=organisation,
        edition=edition,
        calendar=calendar,
        grants=grants,
        profile=profile,
        state=state,
        score=score,
        last=last_publication(organisation, kind),
        sign_offs=sign_offs(organisation, edition.key),
        on=on,
    )


def readiness(*, organisation: UUID, edition: Edition, at: datetime, kind: str = rules.FINAL) -> Readiness:
    """Look whether and as what an organisation may publish now; commits nothing. Thirteen statements at most.

    Refuses with NotStarted where there is nothing to look at.
    """
    found = gathered(organisation=organisation, edition=edition, at=at, kind=kind)
    offer: rules.Offer | None = None
    unsigned: rules.Offer | None = None
    refusal: Refusal | None = None
    try:
        unsigned = found.unsigned_offer(kind)
        offer = found.offer(kind)
    except Refusal as no:
        refusal = no
    administrators = sum(1 for person in people(organisation) if person.role == Role.ADMINISTRATOR)
    return Readiness(
        gathered=found,
        offer=offer,
        refusal=refusal,
        unsigned_offer=unsigned,
        hints=hints(
            state=found.state,
            category=edition.categories[found.profile.facts.category],
            administrators=administrators,
            on=found.on,
        ),
        runs_out=runs_out(
            profile=found.profile, state=found.state, score=found.score, calendar=found.calendar, on=found.on
        ),
        nothing_changed=says_nothing_new(found, offer) if offer else False,
    )


def says_nothing_new(found: Gathered, offer: rules.Offer) -> bool:
    """Tell whether a publication would repeat the organisation's last one of this kind and edition."""
    last = found.last
    if last is None or last.edition != found.edition.key:
        return False
    return rules.essence(found.content(offer)) == last.content_sha256


def last_publication(organisation: UUID, kind: str) -> Last | None:
    """Find an organisation's newest publication of a kind. One statement."""
    row = (
        Publication.objects.filter(organisation_id=organisation, kind=kind)
        .order_by("-place")
        .values_list("id", "number", "edition", "status", "published_at", "content_sha256")
        .first()
    )
    return Last(*row) if row else None


def published_in(organisation: UUID, edition: str) -> dict[str, Last]:
    """Give an organisation's newest publication of an edition for each kind. One statement."""
    rows = Publication.objects.filter(organisation_id=organisation, edition=edition).order_by("place")
    columns = ("kind", "id", "number", "edition", "status", "published_at", "content_sha256")
    return {kind: Last(*row) for kind, *row in rows.values_list(*columns)}


def needs_sign_off(edition: Edition) -> bool:
    """Tell whether an edition is published only once it is signed off. Reads nothing."""
    return edition.switches.get(rules.SIGN_OFF_NEEDED, False)


def sign_offs(organisation: UUID, edition: str) -> tuple[rules.SignOff, ...]:
    """List the sign-offs of a year that were not taken back, newest first, whether they still hold or not.

    One statement.
    """
    rows = SignOff.objects.filter(organisation_id=organisation, edition=edition, ended_at__isnull=True)
    columns = (
        *("id", "capacity", "signed_by_id", "signed_by_name", "note", "signed_at"),
        *("revision", "profile_version", "status"),
    )
    return tuple(rules.SignOff(*row) for row in rows.order_by("-signed_at", "id").values_list(*columns))


def _kept(edition: Edition, code: str, name: str, is_critical: bool, described: ProfileRecord) -> rules.KeptProfile:
    labels = {role.key: role.label for role in edition.key_roles}
    order = {key: place for place, key in enumerate(labels)}
    certificates = tuple(
        rules.KeptCertificate(
            kind=held.kind,
            label=edition.exemptions[held.kind].label if held.kind in edition.exemptions else held.kind,
            issuer=held.issuer,
            number=held.number,
            scope=held.scope,
            covers_all=held.covers_all,
            valid_from=held.valid_from,
            valid_to=held.valid_to,
        )
        for held in described.certificates
    )
    return rules.KeptProfile(
        code=code,
        name=name,
        sector=edition.types[described.settled_type].public_sector,
        version=described.version,
        accepted_at=described.accepted_at,
        accepted_by=described.accepted_by_name,
        chosen_type=described.type,
        tests=described.tests,
        nhsmail=described.nhsmail,
        key_roles=tuple(
            rules.KeptRole(one.role, labels.get(one.role, one.role), one.name, one.email)
            for one in sorted(described.key_roles, key=lambda one: order.get(one.role, len(order)))
        ),
        certificates=certificates,
        is_critical_infrastructure=is_critical,
        facts=ProfileFacts(
            type=described.settled_type,
            category=described.category,
            nhsmail_only=described.nhsmail == "yes",
            certificates=tuple(
                CertificateFact(held.kind, held.valid_from, held.valid_to, held.covers_all) for held in certificates
            ),
        ),
    )
