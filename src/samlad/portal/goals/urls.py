"""The addresses of the goals."""

from __future__ import annotations

from django.urls import path

from samlad.portal.goals import types_view, views

urlpatterns = [
    path("mal/", views.goals, name="goals"),
    path("mal/omradestyper/", types_view.area_types, name="area-types"),
    path("mal/omradestyper.csv", types_view.area_types_csv, name="area-types-csv"),
    path("mal/omradestyper.json", types_view.area_types_json, name="area-types-json"),
    path("mal/<str:slug>.csv", views.goal_csv, name="goal-csv"),
    path("mal/<str:slug>.json", views.goal_json, name="goal-json"),
    path("mal/<str:slug>/", views.goal, name="goal"),
    path("lage/", views.situation_page, name="situation"),
    path("lage.csv", views.situation_csv, name="situation-csv"),
    path("lage.json", views.situation_json, name="situation-json"),
]
