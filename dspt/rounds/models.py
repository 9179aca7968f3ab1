"""The rounds' tables."""

from __future__ import annotations

from django.db import models


class Round(models.Model):
    """One piece of regular work: held by a worker while ``held_until`` is set, else due once ``due_at`` has come."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    held_by = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_well_at = models.DateTimeField(null=True)
    report = models.CharField(max_length=300, blank=True)
    """What the last good end said."""
    progress = models.CharField(max_length=300, blank=True)
    """How far the present turn is, or the last one was when it broke off."""
    failures = models.PositiveSmallIntegerField(default=0)
    """In a row, since the last good end."""
    failed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rounds_round_held",
                condition=models.Q(held_by="", held_until=None)
                | ~models.Q(held_by="") & models.Q(held_until__isnull=False),
            ),
        ]


class Worker(models.Model):
    """A worker that shows itself while it lives."""

    name = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
