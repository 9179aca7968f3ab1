"""The database itself moves the head of a chain when an entry is added, and refuses an entry that does not continue it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NOT_NEXT = "an entry must continue its chain"
AT_ITS_PLACE = "chain = NEW.chain AND number = NEW.number - 1 AND digest = NEW.previous"
MOVE = f"UPDATE journal_chainhead SET number = NEW.number, digest = NEW.digest WHERE {AT_ITS_PLACE}"  # noqa: S608
PUT_ON = {
    "postgresql": (
        "CREATE FUNCTION journal_head_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{MOVE}; IF NOT FOUND THEN RAISE EXCEPTION '{NOT_NEXT}'; END IF; RETURN NULL; END $$",
        "CREATE TRIGGER journal_head_follows AFTER INSERT ON journal_entry "
        "FOR EACH ROW EXECUTE FUNCTION journal_head_follows()",
    ),
    "sqlite": (
        "CREATE TRIGGER journal_head_follows AFTER INSERT ON journal_entry BEGIN "
        f"{MOVE}; SELECT RAISE(ABORT, '{NOT_NEXT}') WHERE changes() = 0; END",
    ),
}
TAKE_OFF = {
    "postgresql": (
        "DROP TRIGGER IF EXISTS journal_head_follows ON journal_entry",
        "DROP FUNCTION IF EXISTS journal_head_follows()",
    ),
    "sqlite": ("DROP TRIGGER IF EXISTS journal_head_follows",),
}


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in PUT_ON[editor.connection.vendor]:
        editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in TAKE_OFF[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_seal")]
    operations = [migrations.RunPython(put_on, take_off)]
