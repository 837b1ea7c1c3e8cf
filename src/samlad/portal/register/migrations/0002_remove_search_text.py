"""Words and orders are the search index's: no copies of them in the tables."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="initiative", name="register_in_sort_en_5ff1ff_idx"),
        migrations.RemoveField(model_name="initiative", name="sort_en"),
        migrations.RemoveField(model_name="initiative", name="search_text"),
        migrations.RemoveField(model_name="goal", name="search_text"),
        migrations.RemoveField(model_name="place", name="search_text"),
    ]
