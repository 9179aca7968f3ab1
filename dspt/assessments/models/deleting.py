"""What is left of an assessment that was deleted because its time was over, and what lets the database delete it."""

from __future__ import annotations

from django.db import models


class Deletion(models.Model):
    """An assessment that is gone. The database takes the row only once it is, and never changes it."""

    assessment = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=10)
    deleted_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    """Digest over the digests of all its parts; the journal's entry names each."""

    class Meta:
        constraints = [models.CheckConstraint(name="assessments_deletion_digest", condition=models.Q(sha256__gt=""))]


class Unsealing(models.Model):
    """Lets the rows of one assessment be deleted, history included, until the transaction ends.

    Its key refers to a deletion, asked for at the commit: a transaction that opens the seal and does not delete the
    whole assessment, or leaves no digest of it, is undone by the database.
    """

    deletion = models.OneToOneField(Deletion, primary_key=True, on_delete=models.PROTECT, related_name="+")
