from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_progress_figures_and_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="renderjob",
            name="asked_in",
            field=models.CharField(default="en", max_length=10),
        ),
    ]
