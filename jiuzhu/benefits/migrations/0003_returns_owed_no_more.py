from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('benefits', '0002_review_check'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='bankexception',
            name='a_return_is_settled_by_reissue',
        ),
    ]
