"""The addresses of indicators, places and policy areas, each with its numbers as data."""

from __future__ import annotations

from django.urls import path

from samlad.portal.statistics.views import areas, indicators, places

urlpatterns = [
    path("indikatorer/", indicators.indicators, name="indicators"),
    path("indikatorer/<slug:id>/", indicators.indicator, name="indicator"),
    path("indikatorer/<slug:id>.csv", indicators.indicator_csv, name="indicator-csv"),
    path("indikatorer/<slug:id>.json", indicators.indicator_json, name="indicator-json"),
    path("platser/", places.places, name="places"),
    path("platser/<slug:code>/", places.place, name="place"),
    path("platser/<slug:code>.csv", places.place_csv, name="place-csv"),
    path("platser/<slug:code>.json", places.place_json, name="place-json"),
    path("omraden/<slug:slug>/", areas.policy_area, name="policy-area"),
]
