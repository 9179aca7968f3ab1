"""The feedback's table."""

from __future__ import annotations

from django.db import models


class Remark(models.Model):
    """One remark. The e-mail address is given freely, only to be answered."""

    id = models.UUIDField(primary_key=True)
    page = models.CharField(max_length=300, blank=True)
    rating = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    email = models.EmailField(max_length=254, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="feedback_remark_recent")]
