"""The documents' table."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id


class Document(models.Model):
    """One document: a file, a link, or the place where it is kept."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10)  # file, link, place
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    scan = models.CharField(max_length=12, default="awaiting")  # awaiting, clean, infected, failed; links: none
    dated_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by_id = models.UUIDField(null=True)
    added_by_name = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_document_kind",
                condition=(
                    models.Q(kind="file", file_path__gt="", sha256__gt="")
                    | models.Q(kind="link", url__gt="")
                    | models.Q(kind="place", place__gt="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-added_at"], name="documents_document_recent")]
