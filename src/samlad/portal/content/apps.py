"""The app of published content: items, senders, topics, ministers, departments, governments."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Its label in the database is `content`."""

    name = "samlad.portal.content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What changes is found as it is now."""
        from samlad.portal.changes import watch_tables

        watch_tables()
