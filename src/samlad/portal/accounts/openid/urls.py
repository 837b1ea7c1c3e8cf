"""The addresses of signing in by a provider; of allauth's own there are none."""

from __future__ import annotations

from django.urls import path

from samlad.portal.accounts.openid import views

urlpatterns = [
    path("konto/oidc/", views.start, name="openid"),
    path("konto/oidc/svar/", views.answer, name="openid-answer"),
]
