"""The addresses of the theme page and of the pages about Samlad."""

from __future__ import annotations

from django.urls import path

from samlad.portal.pages import views

urlpatterns = [
    path("", views.theme, name="theme"),
    path("om/", views.about, name="about"),
    path("om/metod/", views.method, name="method"),
    path("om/tillganglighet/", views.accessibility, name="accessibility"),
    path("om/design/", views.design, name="design"),
    path("om/data/", views.data, name="data"),
    path("om/data/<str:name>", views.download, name="download"),
]
