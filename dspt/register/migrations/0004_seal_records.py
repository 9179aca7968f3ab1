"""The database itself refuses to change a signed record."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.foundation.sealing import seal, unseal

TABLE = "register_signedrecord"


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in seal(TABLE, editor.connection.vendor):
        editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in unseal(TABLE, editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_signed_records")]
    operations = [migrations.RunPython(put_on, take_off)]
