"""The addresses of the register."""

from __future__ import annotations

from django.urls import path

from samlad.portal.register import views

urlpatterns = [
    path("insatser/", views.initiative_list, name="initiatives"),
    path("insatser.csv", views.initiatives_csv, name="initiatives-csv"),
    path("insatser.json", views.initiatives_json, name="initiatives-json"),
    path("insatser/<str:initiative_id>/", views.initiative_detail, name="initiative"),
]
