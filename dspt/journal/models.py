"""The journal's tables."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing done by somebody. Chains are per organisation; ``chain`` is its code, or ``service``."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    session = models.CharField(max_length=16, blank=True)
    subject = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="journal_entry_place")]
        indexes = [
            models.Index(fields=["chain", "-at"], name="journal_entry_recent"),
            models.Index(fields=["chain", "subject", "-at"], name="journal_entry_subject"),
        ]


class ChainHead(models.Model):
    """The last entry of a chain, locked while the next one is written; the database moves it on with each entry."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
