"""The notices' table."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One message to one address. ``kind`` names its purpose, ``subject`` and ``body`` are finished words."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    organisation = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="waiting")  # waiting, sending, sent, failed
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notices_notice_state", condition=models.Q(state__in=["waiting", "sending", "sent", "failed"])
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="notices_notice_due")]
