from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("keeping", "0001_initial")]
    operations = [migrations.RenameField("announcement", "document_id", "subject_id")]
