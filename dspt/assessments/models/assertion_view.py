"""Answers to evidence items and confirmations of assertions."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id

from .parts import Owned, Saved
from .year import Assessment


class AnswerValue(models.Model):
    """The columns that an answer and each of its earlier versions hold."""

    yes_no = models.CharField(max_length=10, blank=True)  # yes, no, exceptions
    text = models.TextField(blank=True)
    on = models.DateField(null=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    comment = models.TextField(blank=True)
    not_applicable = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Answer(AnswerValue, Owned, Saved):
    """The answer to one item: one row, with the version that the next save must have seen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    is_answered = models.BooleanField(default=False)
    """False: the row holds only an owner or a due day, or the answer was taken back."""
    to_check = models.BooleanField(default=False)
    """Carried over from last year and not yet looked at."""
    carried_from = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="assessments_answer_one")]


class AnswerDocument(models.Model):
    """A document that stands as evidence under an answer."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "document"], name="assessments_answerdocument_once")]


class AnswerVersion(AnswerValue, Saved):
    """A value that an answer once held; append-only."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    documents = models.JSONField(default=list)
    """The documents it rested on: list of {id, kind, title, version}; the first ones without version, which was 1."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="assessments_answerversion_once")]


class Confirmation(models.Model):
    """A person's word that an assertion holds; withdrawn when one of its answers changes afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="confirmations")
    assertion = models.CharField(max_length=12)
    confirmed_at = models.DateTimeField()
    confirmed_by_id = models.UUIDField(null=True)
    confirmed_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=40, blank=True)
    """Code and item of the change, e.g. ``answer_changed:1.1.2``."""
    withdrawn_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "assertion"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="assessments_confirmation_one",
            ),
        ]
