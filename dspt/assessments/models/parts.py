"""Columns that several tables hold in the same way."""

from __future__ import annotations

from django.db import models


class Owned(models.Model):
    """A part of the work that one of the organisation's people holds, until a day."""

    owner_id = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        abstract = True


class Saved(models.Model):
    """When and by whom: the name stays when the person is gone."""

    saved_at = models.DateTimeField()
    saved_by_id = models.UUIDField(null=True)
    saved_by_name = models.CharField(max_length=200)

    class Meta:
        abstract = True
