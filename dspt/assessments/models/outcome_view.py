"""Judgements of outcomes: ticks, levels, policy answers, evidence."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id

from .parts import Owned, Saved
from .year import Assessment


class Judgement(Owned, Saved):
    """The judgement of one outcome: one row, with the version that the next save must have seen."""

    id = models.UUIDField(primary_key=True, default=new_id)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="judgements")
    outcome = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    declared = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    statement = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "outcome"], name="assessments_judgement_one")]


class Tick(models.Model):
    """An indicator ticked as true, or set aside with the alternative that takes its place."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="ticks")
    indicator = models.CharField(max_length=20)
    is_set_aside = models.BooleanField(default=False)
    alternative = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "indicator"], name="assessments_tick_once"),
            models.CheckConstraint(
                name="assessments_tick_alternative",
                condition=models.Q(is_set_aside=False, alternative="")
                | models.Q(is_set_aside=True, alternative__gt=""),
            ),
        ]


class PolicyAnswer(models.Model):
    """One field of an outcome's policy question."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="policy_answers")
    field = models.CharField(max_length=40)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["judgement", "field"], name="assessments_policyanswer_once")]


class JudgementDocument(models.Model):
    """A document that stands as evidence under an outcome."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "document"], name="assessments_judgementdocument_once")
        ]


class EvidencePart(models.Model):
    """A part of an outcome that a document under it supports. A document without any supports the whole outcome."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    evidence = models.ForeignKey(JudgementDocument, on_delete=models.CASCADE, related_name="parts")
    part = models.CharField(max_length=20)  # B2.a#PA4, policy

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "part"], name="assessments_evidencepart_once")]


class JudgementVersion(Saved):
    """A judgement as it once stood; append-only. ``state`` is the whole of it, frozen."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    state = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["judgement", "version"], name="assessments_judgementversion_once")
        ]
