from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_passkeys_and_links")]

    operations = [
        migrations.AddField(
            model_name="onetimelink",
            name="made_by",
            field=models.CharField(default="", max_length=60),
        ),
    ]
