"""The addresses of content, ministers and search."""

from __future__ import annotations

from django.urls import path

from samlad.portal.content import search_view, views

urlpatterns = [
    path("innehall/", views.item_list, name="items"),
    path("innehall.csv", views.items_csv, name="items-csv"),
    path("innehall.json", views.items_json, name="items-json"),
    path("innehall/<str:item_id>/", views.item_detail, name="item"),
    path("statsrad/", views.minister_list, name="ministers"),
    path("sok/", search_view.search, name="search"),
]
