"""django-allauth's app of accounts, for its tables alone."""

from __future__ import annotations

from allauth.account.apps import AccountConfig


class AllauthAccounts(AccountConfig):
    """Without its demand for a middleware on every address: the two that need it have it.

    See samlad.portal.accounts.openid.views.
    """

    def ready(self) -> None:
        """Only its checks."""
        from allauth.account import checks  # noqa: F401
