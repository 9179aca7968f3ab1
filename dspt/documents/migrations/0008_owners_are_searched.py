"""What a search looks through is written anew: the owner is in it, and the title stands on a line of its own."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.documents.rules import search_key

BATCH = 500


def write_anew(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    document = apps.get_model("documents", "Document")
    rows, after = document.objects.select_related("current").order_by("id"), None
    while found := list((rows.filter(id__gt=after) if after else rows)[:BATCH]):
        for row in found:
            stands = row.current
            where = (stands.file_name, stands.url, stands.place) if stands else ()
            row.search_key = search_key(row.title, row.owner_name, *where)
        document.objects.bulk_update(found, ["search_key"])
        after = found[-1].id


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_removed_found_fast")]
    operations = [migrations.RunPython(write_anew, migrations.RunPython.noop)]
