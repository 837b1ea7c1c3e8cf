"""Changes are noted in one place for all apps, see `samlad.portal.changes`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = [migrations.DeleteModel(name="Change")]
