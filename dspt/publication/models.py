"""The ledger of publications."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id


class Publication(models.Model):
    """One frozen assessment. The database refuses update and delete."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveBigIntegerField(unique=True)
    """Its number in the ledger, from 1 without gaps."""
    number = models.CharField(max_length=20, unique=True)
    """What a certificate bears: without vowels, with a check sign."""
    edition = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)  # final, interim
    status = models.CharField(max_length=40)
    was_late = models.BooleanField()
    published_at = models.DateTimeField()
    published_by_id = models.UUIDField(null=True)
    published_by_name = models.CharField(max_length=200)
    document = models.TextField()
    """Canonical JSON (RFC 8785), exactly as hashed."""
    sha256 = models.CharField(max_length=64)
    record = models.TextField()
    """The signed public record: a compact JWS over code, name, edition, status, dates and the digest."""
    previous_sha256 = models.CharField(max_length=64)
    """Digest of the signed record in the place before; zeros in place 1."""
    revision = models.PositiveIntegerField(default=0)
    """The assessment's revision that was frozen."""
    content_sha256 = models.CharField(max_length=64, default="")
    """Digest of what was frozen without number, instants and declaration: equal when nothing has changed."""

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "edition", "-published_at"], name="publication_publication_hist")
        ]


class LedgerHead(models.Model):
    """The last place of the ledger, locked while the next publication is written. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    place = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)


class SignOff(models.Model):
    """Somebody's word that a year may be published as it stood: at a revision of its work and a version of its profile.

    It needs no change to end: once either counter has moved, it holds no more. A row without ``ended_at`` is the newest
    of its giver in a capacity.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=10)
    capacity = models.CharField(max_length=20)  # siro, caldicott, board
    note = models.TextField(blank=True)
    status = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    profile_version = models.PositiveIntegerField()
    signed_at = models.DateTimeField()
    signed_by_id = models.UUIDField(null=True)
    signed_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    """Taken back by its giver, or given anew."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "edition", "capacity", "signed_by_id"],
                condition=models.Q(ended_at__isnull=True),
                name="publication_signoff_one",
            ),
        ]
