"""Versions of documents that earlier publications froze are marked, so that their files are kept."""

import json

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    publication = apps.get_model("publication", "Publication")
    version = apps.get_model("documents", "Version")
    rows = publication.objects.order_by("place").values_list("organisation_id", "published_at", "document")
    for organisation, at, text in rows.iterator(chunk_size=50):
        frozen = json.loads(text)
        held = [entry["answer"] for entry in frozen.get("items", ())]
        held += [entry["judgement"] for entry in frozen.get("outcomes", ())]
        documents = {one["id"] for kept in held if kept for one in kept["evidence"]}
        version.objects.filter(
            organisation_id=organisation, document_id__in=documents, number=1, frozen_at__isnull=True
        ).update(frozen_at=at)


class Migration(migrations.Migration):
    dependencies = [("publication", "0004_sign_offs"), ("documents", "0004_versions_alone")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
