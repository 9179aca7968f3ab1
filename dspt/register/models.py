"""The register's tables: one listing per body, and every status it ever had."""

from __future__ import annotations

from django.db import models


class Listing(models.Model):
    """One body on the register, with its newest status beside it so that a search reads one table."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    sector = models.CharField(max_length=80)
    board_name = models.CharField(max_length=200, blank=True)
    board_code = models.CharField(max_length=32, blank=True)
    region_name = models.CharField(max_length=100, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    closed_on = models.DateField(null=True)
    successor_code = models.CharField(max_length=32, blank=True)
    search_key = models.CharField(max_length=600)
    """Name, code, town and postcode, folded, in this order: searched, and sorted by."""
    described_on = models.DateField(null=True)
    """The day of the source that name and sector were last taken from; an older file leaves them alone."""
    registered_on = models.DateField(null=True)
    edition = models.CharField(max_length=10, blank=True)
    """Edition of the newest status, e.g. ``2024-25``; empty: never published, or an old export without editions."""
    status = models.CharField(max_length=40, blank=True)
    """Key of the newest final status; empty: not published."""
    status_text = models.CharField(max_length=80)
    """As the download says it: ``24/25 Standards Met``, or ``Not Published``."""
    published_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    was_late = models.BooleanField(default=False)
    interim_edition = models.CharField(max_length=10, blank=True)
    interim_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["search_key", "code"], name="register_listing_name"),
            models.Index(fields=["status", "edition"], name="register_listing_status"),
            models.Index(fields=["sector"], name="register_listing_sector"),
            models.Index(fields=["board_code"], name="register_listing_board"),
            models.Index(fields=["-published_on", "code"], name="register_listing_newest"),
        ]


class PublicStatus(models.Model):
    """One status a body once published; never removed. The newest final one also stands in its listing."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="history")
    kind = models.CharField(max_length=10)  # final, interim
    edition = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=40)
    status_text = models.CharField(max_length=80)
    published_on = models.DateField()
    published_at = models.DateTimeField(null=True)
    was_late = models.BooleanField(default=False)
    source = models.CharField(max_length=80)
    """``publication``, or the name of the imported file."""
    publication = models.UUIDField(null=True)
    number = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    published_by_code = models.CharField(max_length=32, blank=True)
    """The head office that published for this body, where it was not itself."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "kind", "edition", "status", "published_on"],
                condition=models.Q(publication__isnull=True),
                name="register_publicstatus_imported_once",
            ),
            models.UniqueConstraint(
                fields=["publication", "listing"],
                condition=models.Q(publication__isnull=False),
                name="register_publicstatus_published_once",
            ),
        ]
        indexes = [models.Index(fields=["listing", "-published_on"], name="register_publicstatus_recent")]


class FormerName(models.Model):
    """A name a body once stood under on the register; never removed."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=255)
    until = models.DateField(null=True)
    """The day of the source that brought another name."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "name"], name="register_formername_once")]


class PublishedKey(models.Model):
    """The public half of a key that signs publications; one no longer used stays, so that old records check."""

    kid = models.CharField(max_length=64, primary_key=True)
    """RFC 7638 thumbprint of the key."""
    jwk = models.JSONField()
    """Public members only."""
    used_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)


class SignedRecord(models.Model):
    """The signed public record of one publication, as its organisation may hand it to anybody. Never changed."""

    publication = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    code = models.CharField(max_length=32)
    place = models.PositiveBigIntegerField(unique=True)
    record = models.TextField()
    """Compact JWS."""


class Intake(models.Model):
    """One file that changed the register: what it was and what it brought. Also tells every process to look anew."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField()
    """The newest day the file speaks of."""
    taken_in_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    listings_new = models.PositiveIntegerField()
    listings_changed = models.PositiveIntegerField()
    statuses_new = models.PositiveIntegerField()
