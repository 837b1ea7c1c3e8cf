"""The app of the register: initiatives, actors, money, places, goals, due reports, events."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Its label in the database is `register`."""

    name = "samlad.portal.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
