"""The addresses of content, ministers and search."""

from __future__ import annotations

from functools import partial

from django.urls import path

from samlad.portal.content import search_view, views
from samlad.portal.content.list_views import list_csv, list_html, list_json

urlpatterns = [
    path("innehall/", partial(list_html, views.ITEMS), name="items"),
    path("innehall.csv", partial(list_csv, views.ITEMS), name="items-csv"),
    path("innehall.json", partial(list_json, views.ITEMS), name="items-json"),
    path("innehall/<str:item_id>/", views.item_detail, name="item"),
    path("statsrad/", views.minister_list, name="ministers"),
    path("sok/", search_view.search, name="search"),
]
