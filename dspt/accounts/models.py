"""People's tables."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from dspt.foundation.references import new_id


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. ``email`` is kept in lower case; a deactivated person keeps the name in the record."""

    id = models.UUIDField(primary_key=True, default=new_id)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name


class ServiceRole(models.Model):
    """A role in the service itself (``rules.ServiceRole``); ``scope`` narrows it (region or board code)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="service_roles")
    role = models.CharField(max_length=30)
    scope = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "role", "scope"], name="accounts_servicerole_once")]


class KeptPost(models.Model):
    """What somebody sent from a form after their session had ended: kept for a short while, for the same browser.

    Only the digest of the browser's secret is here. Files and passwords are never kept.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    path = models.CharField(max_length=500)
    back = models.CharField(max_length=1000)
    """The page the form stood on."""
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="accounts_keptpost_age")]


class MailedLink(models.Model):
    """A link that was mailed: only the digest of its secret is kept. Used once, until it runs out.

    ``purpose``: one of ``rules.Purpose``. ``organisation``, ``role`` and ``scope`` say what using it gives.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    purpose = models.CharField(max_length=20)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    organisation = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20, blank=True)
    scope = models.CharField(max_length=32, blank=True)
    """Narrows a role in the service, as there."""
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "purpose"], name="accounts_mailedlink_org"),
            models.Index(fields=["email", "purpose", "-made_at"], name="accounts_mailedlink_recent"),
        ]


class SpentCode(models.Model):
    """The newest period whose phone code somebody used: neither it nor an earlier one works again."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    period = models.BigIntegerField()
    """Periods of thirty seconds since 1970."""


class SignIn(models.Model):
    """A sign-in, for the person's own list. ``place`` is masked, ``way`` names what was shown, ``+`` between."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins")
    at = models.DateTimeField()
    way = models.CharField(max_length=60)
    device = models.CharField(max_length=80)
    place = models.CharField(max_length=40, blank=True)
    is_new_device = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="accounts_signin_latest")]
