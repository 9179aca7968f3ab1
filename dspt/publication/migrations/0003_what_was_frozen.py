"""What a publication froze, and the ledger's first head. SQLite rebuilds the table, so the seal is put on anew."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.foundation.sealing import seal, unseal

TABLE = "publication_publication"


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in seal(TABLE, editor.connection.vendor):
        editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in unseal(TABLE, editor.connection.vendor):
        editor.execute(statement, params=None)


def begin_ledger(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("publication", "LedgerHead").objects.get_or_create(id=1, defaults={"place": 0, "sha256": "0" * 64})


class Migration(migrations.Migration):
    dependencies = [("publication", "0002_seal")]
    operations = [
        migrations.RunPython(take_off, put_on),
        migrations.AddField("publication", "content_sha256", models.CharField(default="", max_length=64)),
        migrations.AddField("publication", "revision", models.PositiveIntegerField(default=0)),
        migrations.RunPython(put_on, take_off),
        migrations.RunPython(begin_ledger, migrations.RunPython.noop),
    ]
