"""The addresses of the goals."""

from __future__ import annotations

from django.urls import path

from samlad.portal.goals import types_view, views

#: Files of rows; beside them stands the JSON with all that they mean.
TABLES = ("csv", "xlsx")

urlpatterns = [
    path("mal/", views.goals, name="goals"),
    path("mal/omradestyper/", types_view.area_types, name="area-types"),
    *(
        path(
            f"mal/omradestyper.{form}",
            types_view.area_types_table,
            {"form": form},
            name=f"area-types-{form}",
        )
        for form in TABLES
    ),
    path("mal/omradestyper.json", types_view.area_types_json, name="area-types-json"),
    *(
        path(f"mal/<str:slug>.{form}", views.goal_table, {"form": form}, name=f"goal-{form}")
        for form in TABLES
    ),
    path("mal/<str:slug>.json", views.goal_json, name="goal-json"),
    path("mal/<str:slug>/", views.goal, name="goal"),
    path("lage/", views.situation_page, name="situation"),
    *(
        path(f"lage.{form}", views.situation_table, {"form": form}, name=f"situation-{form}")
        for form in TABLES
    ),
    path("lage.json", views.situation_json, name="situation-json"),
]
