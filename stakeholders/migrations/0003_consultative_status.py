"""One category for organizations in consultative status becomes three.

Which of the three an organization has was not recorded. The old row goes on as special status, which nearly all of
them hold and which all rules treat like the other two; an organization can correct its entry.
"""

from typing import Any

from django.db import migrations


def rename(apps: Any, before: str, after: str) -> None:
    category = apps.get_model("stakeholders", "Category")
    if not category.objects.filter(key=after).exists():
        category.objects.filter(key=before).update(key=after)


def forwards(apps: Any, schema_editor: Any) -> None:
    rename(apps, "ecosoc_ngo", "ecosoc_special")


def backwards(apps: Any, schema_editor: Any) -> None:
    rename(apps, "ecosoc_special", "ecosoc_ngo")


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0002_community")]
    operations = [migrations.RunPython(forwards, backwards)]
