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
    behalf = models.CharField(max_length=60, null=True)
    """Null, not empty, where nobody else is acted for: the index of those that are stays small on both engines."""
    session = models.CharField(max_length=16, blank=True)
    subject = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="journal_entry_place")]
        indexes = [
            models.Index(fields=["chain", "at", "id"], name="journal_entry_recent"),
            models.Index(fields=["chain", "actor_id", "at", "id"], name="journal_entry_person"),
            models.Index(fields=["at", "id"], name="journal_entry_behalf", condition=models.Q(behalf__isnull=False)),
        ]


class ChainHead(models.Model):
    """The last entry of a chain, locked while the next one is written; the database moves it on with each entry."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)


class AnchoredHead(models.Model):
    """A chain's head as it stood when entry ``anchor`` of the service's chain took its digest in."""

    anchor = models.PositiveBigIntegerField()
    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="journal_anchoredhead_once")]
        indexes = [models.Index(fields=["anchor", "chain"], name="journal_anchoredhead_anchor")]


class Check(models.Model):
    """One check of all chains: how far it came, and the first broken link of each chain that does not check."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reached = models.CharField(max_length=40, blank=True)
    """Chains up to this one are done."""
    chains = models.PositiveIntegerField(default=0)
    entries = models.PositiveBigIntegerField(default=0)
    broken = models.JSONField(default=list)
    """Triples of chain, number, fault; a hundred at most."""
