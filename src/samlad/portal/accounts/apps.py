"""The app of accounts: who may sign in, by what proof, and in what role."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Its label in the database is `accounts`."""

    name = "samlad.portal.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
