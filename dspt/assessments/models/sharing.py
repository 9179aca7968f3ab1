"""Parts of the work that colleagues hold, and what they say to each other about it."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id

from .parts import Owned
from .year import Assessment


class Assignment(Owned):
    """Who holds an assertion or an indicator, and until when; answers and judgements carry theirs themselves."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="assignments")
    subject = models.CharField(max_length=20)  # 4.1, B2.a#PA4
    outcome = models.CharField(max_length=12, blank=True)
    """Of an indicator: the outcome it stands under."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "subject"], name="assessments_assignment_one")]


class Comment(models.Model):
    """What somebody said to colleagues about an item or an outcome. Never changed, and never part of a publication."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="comments")
    subject = models.CharField(max_length=20)
    text = models.TextField()
    said_at = models.DateTimeField()
    said_by_id = models.UUIDField(null=True)
    said_by_name = models.CharField(max_length=200)
    asked_id = models.UUIDField(null=True)
    """Whose word is asked for. Null: it is said to everybody."""
    asked_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["assessment", "subject"], name="assessments_comment_subject")]
