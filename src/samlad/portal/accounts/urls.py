"""The addresses of signing in."""

from __future__ import annotations

from django.urls import path

from samlad.portal.accounts import views

urlpatterns = [
    path("konto/logga-in/", views.sign_in_page, name="sign-in"),
    path("konto/kod/", views.second_factor_page, name="second-factor"),
    path("konto/kod/ny/", views.second_factor_new, name="second-factor-new"),
    path("konto/losenord/", views.change_password, name="change-password"),
    path("konto/valkommen/<str:token>/", views.welcome, name="welcome"),
    path("konto/logga-ut/", views.sign_out, name="sign-out"),
]
