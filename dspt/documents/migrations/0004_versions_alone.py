"""What a document is stands in its versions alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_first_versions")]
    operations = [
        migrations.RemoveConstraint("document", "documents_document_kind"),
        *(
            migrations.RemoveField("document", name)
            for name in (
                "kind",
                "url",
                "place",
                "file_name",
                "file_path",
                "content_type",
                "size_bytes",
                "sha256",
                "scan",
                "dated_on",
            )
        ),
        migrations.AlterField("document", "owner_name", models.CharField(blank=True, max_length=200)),
        migrations.AlterField("document", "removed_by_name", models.CharField(blank=True, max_length=200)),
        migrations.AlterField("document", "search_key", models.CharField(blank=True, max_length=1000)),
    ]
