"""The app of the audit chain: every change, who made it and when, what was before and after."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Its label in the database is `audit`."""

    name = "samlad.portal.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
