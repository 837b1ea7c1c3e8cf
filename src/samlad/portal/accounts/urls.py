"""The addresses of signing in."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samlad.portal.accounts import factor_views, proof_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/logga-in/", views.sign_in_page, name="sign-in"),
    path("konto/kod/", factor_views.second_factor_page, name="second-factor"),
    path("konto/kod/ny/", factor_views.second_factor_new, name="second-factor-new"),
    path("konto/sakerhet/", proof_views.proofs, name="proofs"),
    path("konto/sakerhet/ny/", proof_views.proof_new, name="proof-new"),
    path("konto/losenord/", views.change_password, name="change-password"),
    path("konto/valkommen/<str:token>/", views.welcome, name="welcome"),
    path("konto/logga-ut/", views.sign_out, name="sign-out"),
]
if settings.OPENID:
    urlpatterns += [path("", include("samlad.portal.accounts.openid.urls"))]
