"""The database itself refuses to change what is history."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.foundation.sealing import seal, unseal

TABLES = ("publication_publication",)


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in seal(table, editor.connection.vendor):
            editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for statement in unseal(table, editor.connection.vendor):
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunPython(put_on, take_off)]
