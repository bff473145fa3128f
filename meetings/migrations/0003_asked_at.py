"""When a joint input was sent to its other parties: the deadline counts for that moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_joint_inputs")]

    operations = [
        migrations.AddField(
            model_name="writteninput",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sent to the other parties"),
        ),
    ]
