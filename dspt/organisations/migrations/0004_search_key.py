"""What organisations are searched by; those that registered before get theirs in batches."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.organisations.rules import search_key

BATCH = 1000


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("organisations", "Organisation").objects
    batch = []
    for row in rows.only("id", "code", "name").iterator(BATCH):
        row.search_key = search_key(row.name, row.code)
        batch.append(row)
        if len(batch) == BATCH:
            rows.bulk_update(batch, ["search_key"])
            batch = []
    rows.bulk_update(batch, ["search_key"])


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_recovery_of_access")]
    operations = [
        migrations.AddField(
            "organisation",
            "search_key",
            models.CharField(db_index=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
