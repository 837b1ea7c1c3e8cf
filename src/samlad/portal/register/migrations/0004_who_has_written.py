from typing import Any

from django.db import migrations, models


def name_writers(apps: Any, editor: Any) -> None:
    """Of what is open already, who began it and who wrote last are known."""
    for draft in apps.get_model("register", "Draft").objects.all():
        draft.writers = list(dict.fromkeys([draft.begun_by, draft.written_by]))
        draft.save(update_fields=["writers"])
    for report in apps.get_model("register", "PeriodReport").objects.all():
        report.writers = [report.written_by]
        report.save(update_fields=["writers"])


class Migration(migrations.Migration):
    dependencies = [("register", "0003_actors_written_here")]

    operations = [
        migrations.AddField(
            model_name="draft", name="writers", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="periodreport", name="writers", field=models.JSONField(default=list)
        ),
        migrations.RunPython(name_writers, migrations.RunPython.noop),
    ]
