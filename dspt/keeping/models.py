"""What stops deletion, and what was announced."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id


class Hold(models.Model):
    """Nothing of the organisation is deleted while it stands; ended ones stay as a record.

    One of its own and one of the national team may stand at once; each is ended by who placed it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    is_national = models.BooleanField(default=False)
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by_id = models.UUIDField(null=True)
    placed_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "is_national"],
                condition=models.Q(ended_at__isnull=True),
                name="keeping_hold_one_each",
            ),
        ]


class Announcement(models.Model):
    """Administrators were told that a removed document or an assessment will be deleted, and from which day on."""

    subject_id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    announced_on = models.DateField()
