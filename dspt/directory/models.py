"""The directory's tables."""

from __future__ import annotations

from django.db import models


class Body(models.Model):
    """One body, by its code, exactly as the source writes it."""

    code = models.CharField(max_length=32, primary_key=True)
    name = models.CharField(max_length=255)
    sector = models.CharField(max_length=80, blank=True)
    """Sector as the register's export says it; empty where only the directory file knows the body."""
    address = models.JSONField(default=list)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    parent_code = models.CharField(max_length=32, blank=True)
    board_code = models.CharField(max_length=32, blank=True)
    region_code = models.CharField(max_length=32, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    source = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["parent_code"], name="directory_body_parent")]


class Area(models.Model):
    """An integrated care board or a region, by code; a board's ``part_of`` is its region."""

    code = models.CharField(max_length=32, primary_key=True)
    kind = models.CharField(max_length=10)  # board, region, place
    name = models.CharField(max_length=200)
    part_of = models.CharField(max_length=32, blank=True)
