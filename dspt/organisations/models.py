"""The organisations' tables."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id

from .rules.recovery import LIVING, RecoveryKind

_LIVING = sorted(state.value for state in LIVING)


class Organisation(models.Model):
    """A registered organisation. ``code`` is the directory's, exactly."""

    id = models.UUIDField(primary_key=True, default=new_id)
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    search_key = models.CharField(max_length=300, db_index=True)
    """Name and code, folded: searched, and sorted by."""
    registered_at = models.DateTimeField()
    registered_by_id = models.UUIDField(null=True)
    is_critical_infrastructure = models.BooleanField(default=False)
    """Set by the national team alone: the stricter profile, category 1a."""
    easy_mode = models.BooleanField(null=True)
    """None: as the type suggests."""


class Membership(models.Model):
    """A person's role in an organisation: administrator, member, viewer. An ended one stays as a record."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(ended_at__isnull=True),
                name="organisations_membership_one",
            ),
        ]


class Profile(models.Model):
    """What an organisation says of itself; one per organisation, frozen into each publication.

    ``type`` is what was chosen, ``settled_type`` and ``category`` what the edition's rules made of it.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, primary_key=True)
    version = models.PositiveIntegerField(default=0)
    edition = models.CharField(max_length=10)
    type = models.CharField(max_length=40, blank=True)
    also = models.CharField(max_length=400, blank=True)
    """Further activities: types of the edition, spaces between; the strictest category wins."""
    settled_type = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=4, blank=True)
    nhsmail = models.CharField(max_length=10, blank=True)  # yes, no, not_sure
    accepted_at = models.DateTimeField(null=True)
    """None: not yet accepted, or changed since; nothing can be published."""
    accepted_by_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()


class ProfileTest(models.Model):
    """The answer to one conditional question of the type, e.g. fifty or more staff."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="profile_tests")
    key = models.CharField(max_length=60)
    answer = models.CharField(max_length=10)  # yes, no

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="organisations_profiletest_once")]


class KeyRoleHolder(models.Model):
    """Who holds a key role (Caldicott Guardian, SIRO, IG lead, DPO)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="key_roles")
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "role"], name="organisations_keyrole_once")]


class Certificate(models.Model):
    """A certificate held: ``kind`` is an exemption key of the edition."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=40)
    issuer = models.CharField(max_length=120)
    number = models.CharField(max_length=80)
    scope = models.TextField()
    covers_all = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisations_certificate_days", condition=models.Q(valid_to__gte=models.F("valid_from"))
            ),
        ]


class Recovery(models.Model):
    """A request to recover access (``rules.recovery``): of an organisation, or of a person who lost every factor."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=14, default=RecoveryKind.ADMINISTRATOR.value)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="recoveries", null=True)
    """Which one the requester wants to administer."""
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, related_name="recoveries", null=True)
    """Whose factors are to be taken away."""
    version = models.PositiveIntegerField(default=1)
    """Grows with every step; a decision says which one it saw."""
    state = models.CharField(max_length=12)
    email = models.EmailField(max_length=254)
    """Shown to be the requester's own, by a mailed link."""
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=120)
    why = models.TextField()
    voucher = models.CharField(max_length=200)
    """Who in the organisation can confirm it, and what they are there."""
    phone = models.CharField(max_length=40)
    """The switchboard's number, as the requester says; the desk looks it up elsewhere and rings back."""
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    first_by_id = models.UUIDField(null=True)
    second_by_id = models.UUIDField(null=True)
    ends_at = models.DateTimeField(null=True)
    """Of the waiting time."""
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(state__in=_LIVING),
                name="organisations_recovery_one",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=_LIVING),
                name="organisations_recovery_one_person",
            ),
            models.CheckConstraint(
                name="organisations_recovery_kind",
                condition=models.Q(
                    kind=RecoveryKind.ADMINISTRATOR.value, organisation__isnull=False, person__isnull=True
                )
                | models.Q(kind=RecoveryKind.FACTOR.value, organisation__isnull=True, person__isnull=False),
            ),
            models.CheckConstraint(
                name="organisations_recovery_two",
                condition=models.Q(second_by_id__isnull=True) | ~models.Q(first_by_id=models.F("second_by_id")),
            ),
            models.CheckConstraint(
                name="organisations_recovery_counted",
                condition=~models.Q(state__in=["counting", "granted"])
                | models.Q(first_by_id__isnull=False, second_by_id__isnull=False, ends_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["state", "moved_at"], name="organisations_recovery_state")]


class RecoveryStep(models.Model):
    """One step of a request, kept as it was taken. ``side``: requester, desk, organisation, machine."""

    id = models.UUIDField(primary_key=True, default=new_id)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10)
    side = models.CharField(max_length=12)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["recovery", "at"], name="organisations_recoverystep_at")]
