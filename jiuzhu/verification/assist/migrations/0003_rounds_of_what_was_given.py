"""Until now a question was answered once, in the round in which it stands."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def note_rounds(apps, schema_editor):
    part = apps.get_model("assist", "Part").objects.filter(pk=OuterRef("part"))
    apps.get_model("assist", "Given").objects.update(round=Subquery(part.values("round")))


class Migration(migrations.Migration):
    dependencies = [("assist", "0002_answered_once_a_round")]

    operations = [migrations.RunPython(note_rounds, migrations.RunPython.noop)]
