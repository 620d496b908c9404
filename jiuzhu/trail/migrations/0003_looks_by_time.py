from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_guard")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at"], condition=models.Q(("kind", "look")), name="trail_of_looks"),
        ),
    ]
