"""History may go with the whole of its assessment, once its time is over, and in no other way (decision 0023)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.foundation.sealing import let, refuse, seal, seal_but, unseal

HISTORY = {"assessments_answerversion": "answer", "assessments_judgementversion": "judgement"}
RECORDS = ("assessments_deletion", "assessments_unsealing")
OPENED = "SELECT 1 FROM assessments_unsealing u"


def put_on(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    statements = []
    for table, above in HISTORY.items():
        opened = (
            f"EXISTS ({OPENED} JOIN assessments_{above} a ON a.assessment_id = u.deletion_id "
            f"WHERE a.id = OLD.{above}_id)"
        )
        statements += [*unseal(table, vendor), *seal_but(table, opened, vendor)]
    going = f"EXISTS ({OPENED} WHERE u.deletion_id = OLD.id)"
    there = "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = NEW.assessment)"
    statements += refuse("assessments_assessment", "DELETE", f"NOT {going}", vendor)
    statements += refuse("assessments_deletion", "INSERT", there, vendor)
    for table in RECORDS:
        statements += seal(table, vendor)
    for statement in statements:
        editor.execute(statement, params=None)


def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    statements = []
    for table in RECORDS:
        statements += unseal(table, vendor)
    statements += let("assessments_deletion", "INSERT", vendor) + let("assessments_assessment", "DELETE", vendor)
    for table in HISTORY:
        statements += [*unseal(table, vendor), *let(table, "DELETE", vendor), *seal(table, vendor)]
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_deletions")]
    operations = [migrations.RunPython(put_on, take_off)]
