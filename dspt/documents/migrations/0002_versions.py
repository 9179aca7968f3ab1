"""Documents get numbered versions. First the new tables and columns beside the old ones."""

import django.db.models.deletion
from django.db import migrations, models

import dspt.foundation.references


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("organisations", "0002_other_activities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Space",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("used_bytes", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.UUIDField(default=dspt.foundation.references.new_id, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("place", models.CharField(blank=True, max_length=500)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("file_path", models.CharField(blank=True, max_length=200)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("size_bytes", models.PositiveBigIntegerField(default=0)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("scan", models.CharField(default="awaiting", max_length=12)),
                ("dated_on", models.DateField(null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by_id", models.UUIDField(null=True)),
                ("added_by_name", models.CharField(max_length=200)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("altered_at", models.DateTimeField(null=True)),
                ("discarded_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="documents.document"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("kind", "file"), ("scan__in", ["awaiting", "failed"])),
                        fields=["added_at"],
                        name="documents_version_to_scan",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="documents_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("discarded_at__isnull", True),
                                ("file_path__gt", ""),
                                ("kind", "file"),
                                ("sha256__gt", ""),
                            ),
                            models.Q(
                                ("discarded_at__isnull", False), ("file_path", ""), ("kind", "file"), ("sha256__gt", "")
                            ),
                            models.Q(("kind", "link"), ("url__gt", "")),
                            models.Q(("kind", "place"), ("place__gt", "")),
                            _connector="OR",
                        ),
                        name="documents_version_kind",
                    ),
                ],
            },
        ),
        migrations.AddField("document", "owner_id", models.UUIDField(null=True)),
        migrations.AddField("document", "owner_name", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("document", "review_on", models.DateField(null=True)),
        migrations.AddField("document", "removed_by_name", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("document", "search_key", models.CharField(blank=True, default="", max_length=1000)),
        migrations.AddField(
            "document",
            "current",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.version",
            ),
        ),
        migrations.AddIndex(
            "document",
            models.Index(
                condition=models.Q(("removed_at__isnull", True), ("review_on__isnull", False)),
                fields=["review_on"],
                name="documents_document_review",
            ),
        ),
    ]
