"""Entries are sealed against emptying too; heads only count on; what was anchored stays."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.foundation.sealing import any_way, only_forward, seal, unseal

SEALED = ("journal_entry", "journal_anchoredhead")
HEADS = "journal_chainhead"


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    take_off(apps, editor)
    for table in SEALED:
        for statement in seal(table, vendor):
            editor.execute(statement, params=None)
    for statement in only_forward(HEADS, "chain", "number", vendor):
        editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    for statement in [*unseal(SEALED[0], vendor), *unseal(SEALED[1], vendor), *any_way(HEADS, vendor)]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_trail_that_is_checked")]
    operations = [migrations.RunPython(put_on, take_off)]
