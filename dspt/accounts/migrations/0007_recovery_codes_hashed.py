"""Recovery codes are kept hashed from now on, no longer derived from a sealed seed. The codes people hold still work.

Slow on purpose, as hashing passwords is: about a third of a second for a person on an idle core. Needs the key that
the seeds were sealed with (DSPT_FACTOR_KEY), and stops where it is another.
"""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from dspt.accounts.gateways.factors import kept_codes


def hash_codes(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("mfa", "Authenticator").objects.filter(type="recovery_codes")
    for number in list(rows.values_list("pk", flat=True)):
        row = rows.get(pk=number)
        if "seed" in row.data or "migrated_codes" in row.data:
            row.data = kept_codes(RecoveryCodes(row).get_unused_codes())
            row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_links_carry_scopes"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(hash_codes, migrations.RunPython.noop)]
