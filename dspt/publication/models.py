"""The ledger of publications."""

from __future__ import annotations

from django.db import models


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
