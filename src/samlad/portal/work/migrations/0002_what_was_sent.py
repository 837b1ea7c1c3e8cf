from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="formkey", name="form_key_once"),
        migrations.AddField(
            model_name="formkey",
            name="sent",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.AddConstraint(
            model_name="formkey",
            constraint=models.UniqueConstraint(
                fields=("account", "key", "sent"), name="form_sent_once"
            ),
        ),
    ]
