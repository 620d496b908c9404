from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('verification', '0002_what_is_believed_and_why'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='catalogue',
            field=models.CharField(blank=True, default='', max_length=64, verbose_name='核对目录'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='report',
            name='catalogue',
            field=models.CharField(blank=True, default='', max_length=64, verbose_name='核对目录'),
            preserve_default=False,
        ),
    ]
