"""An organisation's year: one assessment per edition, its progress, and what was typed and not saved."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id


class Assessment(models.Model):
    """One organisation's work in one edition.

    The progress columns are written in the transaction of each save, so that no list ever adds up answers. In the
    outcome view *required* counts outcomes, *done* those with a level, *confirmed* those at or above expectation.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="assessments")
    edition = models.CharField(max_length=10)
    view = models.CharField(max_length=10)
    category = models.CharField(max_length=4)
    started_at = models.DateTimeField()
    started_by_name = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    """Counts every saved change: publication refuses when it moved since the check."""
    required_total = models.PositiveSmallIntegerField(default=0)
    required_done = models.PositiveSmallIntegerField(default=0)
    required_exempt = models.PositiveSmallIntegerField(default=0)
    required_to_check = models.PositiveSmallIntegerField(default=0)
    to_confirm = models.PositiveSmallIntegerField(default=0)
    confirmed = models.PositiveSmallIntegerField(default=0)
    status_on_offer = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "edition"], name="assessments_assessment_one"),
        ]


class Draft(models.Model):
    """What a person typed and has not saved: kept when a session ends, a save is stale or a field is refused."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="drafts")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="drafts")
    person_id = models.UUIDField()
    subject = models.CharField(max_length=20)
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person_id", "subject"], name="assessments_draft_one"),
        ]
