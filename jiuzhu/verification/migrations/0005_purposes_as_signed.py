"""Consents given before say what was signed: those of an application its purpose, those signed in a review that one."""

from django.db import migrations


def fill(apps, schema_editor):
    consents = apps.get_model("verification", "Authorisation").objects.filter(purposes=[])
    records = apps.get_model("documents", "SignedRecord").objects.filter(about__startswith="SQ-")
    of_applications = set(records.values_list("pk", flat=True))
    for row in consents.iterator():
        row.purposes = ["apply" if row.signed_record_id in of_applications else "review"]
        row.save(update_fields=["purposes"])


class Migration(migrations.Migration):
    dependencies = [("verification", "0004_scope_and_invitation"), ("documents", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
