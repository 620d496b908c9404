"""How long a clock was paused stands beside its end, so that the end can be reckoned again."""

from django.db import migrations, models

from jiuzhu.org.calendar import add_workdays, workdays_between


def fill(apps, schema_editor):
    """Of clocks that were paused: what their ends had gained. Ends tied to another day (months) gained no such days."""
    for clock in apps.get_model("clocks", "Clock").objects.exclude(paused_for="").exclude(unit="month"):
        if clock.unit == "workday":
            gained = workdays_between(add_workdays(clock.started_on, clock.days), clock.due_on)
        else:
            gained = (clock.due_on - clock.started_on).days - clock.days
        clock.paused_days = max(0, gained)
        clock.save(update_fields=["paused_days"])


class Migration(migrations.Migration):

    dependencies = [("clocks", "0002_what_a_clock_is_for")]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="paused_days",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="已暂停的天数"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
