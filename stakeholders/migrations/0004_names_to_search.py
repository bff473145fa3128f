"""All names of an organization in one folded column, so that a search reads one column."""

from typing import Any

from django.db import migrations, models

from poa_portal.common.languages import CODES, column
from poa_portal.common.text import fold


def fill(apps: Any, schema_editor: Any) -> None:
    organisations = apps.get_model("stakeholders", "Organisation").objects.all()
    for organisation in organisations.iterator():
        names = [getattr(organisation, column("name", code)) or "" for code in CODES]
        names = [organisation.own_name, organisation.acronym, *names]
        names += organisation.other_names.values_list("text", flat=True)
        searched = "\n".join(dict.fromkeys(fold(name) for name in names if name))
        organisations.filter(pk=organisation.pk).update(searched=searched)


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0003_consultative_status")]
    operations = [
        migrations.AddField("organisation", "searched", models.TextField(default="", editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
