"""The extensions' table."""

from __future__ import annotations

from django.db import models

from dspt.foundation.references import new_id


class Extension(models.Model):
    """Later dates granted for an edition; an empty date leaves the official one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    edition = models.CharField(max_length=10)
    scope = models.CharField(max_length=14)  # all, sector, organisation
    value = models.CharField(max_length=80, blank=True)
    interim_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    current_until = models.DateField(null=True)
    reason = models.TextField()
    granted_at = models.DateTimeField()
    granted_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="calendar_extension_scope",
                condition=models.Q(scope="all", value="")
                | models.Q(scope__in=["sector", "organisation"], value__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["edition"], name="calendar_extension_edition")]
