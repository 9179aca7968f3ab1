"""The documents' tables: the document that answers refer to, its numbered versions, the space they take."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id


class Document(models.Model):
    """One document of an organisation, whatever its version: what it is called, whose it is, when to look at it again.

    Answers and outcomes refer to it, so that a new version is under all of them at once.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    search_key = models.CharField(max_length=1000, blank=True)
    """Title, owner, file name, link and place as a search sees them; the title first."""
    current = models.ForeignKey("Version", null=True, on_delete=models.PROTECT, related_name="+")
    """The version that stands. Null only between the two statements that write a new document."""
    owner_id = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    reminded_for = models.DateField(null=True)
    """The review day that somebody was last reminded of; another day than ``review_on`` counts as none."""
    reminded_days = models.PositiveSmallIntegerField(null=True)
    """How many days before it: 30 or 7; 0: when it was past."""
    added_at = models.DateTimeField()
    added_by_id = models.UUIDField(null=True)
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    removed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-added_at"], name="documents_document_recent"),
            models.Index(
                fields=["review_on"],
                condition=models.Q(review_on__isnull=False, removed_at__isnull=True),
                name="documents_document_review",
            ),
            models.Index(
                fields=["removed_at"],
                condition=models.Q(removed_at__isnull=False),
                name="documents_document_removed",
            ),
        ]


class Version(models.Model):
    """What a document was from one day on: a file, a link, or the place where it is kept.

    Written once; afterwards only its scan, its date, and what became of the file change.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    """From 1, without gaps, within its document."""
    kind = models.CharField(max_length=10)  # file, link, place
    url = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    """Where the store keeps the file; empty once it has been discarded."""
    content_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=12, default="awaiting")  # awaiting, clean, infected, failed; links, places: none
    scan_word = models.CharField(max_length=100, blank=True)
    """What the scanner found, or why it could not scan."""
    scanned_at = models.DateTimeField(null=True)
    """When the verdict was last given or confirmed."""
    scanned_with = models.CharField(max_length=100, blank=True)
    """The scanner and its signatures then, as it names them."""
    scan_tries = models.PositiveSmallIntegerField(default=0)
    scan_due_at = models.DateTimeField(null=True)
    """Not before then: a scan broke off. Null: at once."""
    scan_held_until = models.DateTimeField(null=True)
    """A worker is at it until then."""
    dated_on = models.DateField(null=True)
    """The date that stands on it, as somebody typed it."""
    added_at = models.DateTimeField()
    added_by_id = models.UUIDField(null=True)
    added_by_name = models.CharField(max_length=200)
    frozen_at = models.DateTimeField(null=True)
    """First frozen in a publication then: its file outlives replacing and removing."""
    altered_at = models.DateTimeField(null=True)
    """The file in the store was last found gone, or not to be the one that was kept, then."""
    discarded_at = models.DateTimeField(null=True)
    """The file was deleted from the store then; name, size and digest stay."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documents_version_once"),
            models.CheckConstraint(
                name="documents_version_kind",
                condition=(
                    models.Q(kind="file", sha256__gt="", file_path__gt="", discarded_at__isnull=True)
                    | models.Q(kind="file", sha256__gt="", file_path="", discarded_at__isnull=False)
                    | models.Q(kind="link", url__gt="")
                    | models.Q(kind="place", place__gt="")
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["added_at"],
                condition=models.Q(kind="file", scan__in=["awaiting", "failed"]),
                name="documents_version_to_scan",
            ),
            models.Index(
                fields=["scanned_at"],
                condition=models.Q(kind="file", scan="clean", discarded_at__isnull=True),
                name="documents_version_scanned",
            ),
        ]


class Space(models.Model):
    """What an organisation's files take in the store. One row, counted up and down by conditional updates, so that
    uploads at the same time cannot pass the limit together.
    """

    organisation = models.OneToOneField(
        "organisations.Organisation", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    used_bytes = models.PositiveBigIntegerField(default=0)
