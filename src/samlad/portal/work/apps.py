"""The app of the daily work in the register: drafts, review, publishing, period reports."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Its label in the database is `work`."""

    name = "samlad.portal.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
