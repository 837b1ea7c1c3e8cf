"""The addresses of the register."""

from __future__ import annotations

from functools import partial

from django.urls import path

from samlad.portal.content.list_views import list_csv, list_json
from samlad.portal.register import views

urlpatterns = [
    path("insatser/", views.initiative_list, name="initiatives"),
    path("insatser.csv", partial(list_csv, views.INITIATIVES), name="initiatives-csv"),
    path("insatser.json", partial(list_json, views.INITIATIVES), name="initiatives-json"),
    path(
        "insatser/<str:initiative_id>/version/<int:number>/",
        views.initiative_version,
        name="initiative-version",
    ),
    path("insatser/<str:initiative_id>/", views.initiative_detail, name="initiative"),
]
