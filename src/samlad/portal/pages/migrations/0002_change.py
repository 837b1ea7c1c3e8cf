"""One door for changes: a token for each kind of thing, in place of a number and a list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("kind", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("token", models.CharField(max_length=32)),
            ],
        ),
        migrations.RemoveField(model_name="loaded", name="changes"),
    ]
