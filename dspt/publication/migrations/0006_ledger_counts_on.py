"""The head of the ledger only counts on: moving it back, or taking it away, is refused by the database."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.foundation.sealing import any_way, only_forward

HEAD = "publication_ledgerhead"


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in only_forward(HEAD, "id", "place", editor.connection.vendor):
        editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in any_way(HEAD, editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("publication", "0005_frozen_versions")]
    operations = [migrations.RunPython(put_on, take_off)]
