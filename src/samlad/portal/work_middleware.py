"""Sessions, form tokens and accounts, at the pages of those who sign in and nowhere else.

Pages for visitors never look at a cookie, and never set one.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.deprecation import MiddlewareMixin

from samlad.portal.middleware import is_work


class _OnlyAtWork(MiddlewareMixin):
    def __call__(self, request: HttpRequest) -> Any:
        """Do what is done at these pages; elsewhere pass on."""
        if is_work(request.path_info):
            return super().__call__(request)
        return self.get_response(request)


class Sessions(_OnlyAtWork, SessionMiddleware):
    """The session of who has signed in."""


class Tokens(_OnlyAtWork, CsrfViewMiddleware):
    """Forms are sent with the token of the session they were opened in."""

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> HttpResponseForbidden | None:
        """The refusal, where the token is not right."""
        if not is_work(request.path_info):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class Accounts(_OnlyAtWork, AuthenticationMiddleware):
    """request.user: the account, or nobody."""
