"""What each document was becomes its version 1, and the space that every organisation's files take is counted.

Files of removed documents were deleted when they were removed.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Case, F, OuterRef, Subquery, Sum, Value, When

from dspt.documents.rules import search_key
from dspt.foundation.references import new_id

BATCH = 500
COLUMNS = (
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


def number_versions(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    document, version = apps.get_model("documents", "Document"), apps.get_model("documents", "Version")
    while rows := list(document.objects.filter(current__isnull=True).order_by("id")[:BATCH]):
        made = [_version(version, row) for row in rows]
        version.objects.bulk_create(made)
        for row, first in zip(rows, made, strict=True):
            row.current_id = first.id
            row.search_key = search_key(row.title, row.file_name, row.url, row.place)
        document.objects.bulk_update(rows, ["current", "search_key"])
    space = apps.get_model("documents", "Space")
    kept = version.objects.filter(kind="file", discarded_at__isnull=True)
    sums = kept.values("organisation_id").annotate(taken=Sum("size_bytes")).order_by("organisation_id")
    space.objects.bulk_create(
        [space(organisation_id=one["organisation_id"], used_bytes=one["taken"]) for one in sums.iterator()],
        batch_size=BATCH,
    )


def _version(version: type, row: object) -> object:
    was_deleted = row.kind == "file" and row.removed_at is not None
    return version(
        id=new_id(),
        organisation_id=row.organisation_id,
        document_id=row.id,
        number=1,
        kind=row.kind,
        url=row.url,
        place=row.place,
        file_name=row.file_name,
        file_path="" if was_deleted else row.file_path,
        content_type=row.content_type,
        size_bytes=row.size_bytes,
        sha256=row.sha256,
        scan=row.scan,
        dated_on=row.dated_on,
        added_at=row.added_at,
        added_by_id=row.added_by_id,
        added_by_name=row.added_by_name,
        discarded_at=row.removed_at if was_deleted else None,
    )


def describe_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the version that stands back into its document's own columns, for the way backwards."""
    document, version = apps.get_model("documents", "Document"), apps.get_model("documents", "Version")
    stands = version.objects.filter(id=OuterRef("current_id")).annotate(
        path=Case(When(kind="file", file_path="", then=Value("discarded")), default=F("file_path"))
    )
    document.objects.update(
        **{name: Subquery(stands.values("path" if name == "file_path" else name)[:1]) for name in COLUMNS}
    )
    document.objects.update(current=None)
    apps.get_model("documents", "Space").objects.all().delete()
    version.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_versions")]
    operations = [migrations.RunPython(number_versions, describe_again)]
