"""The addresses of content, ministers and search."""

from __future__ import annotations

from django.urls import path

from samlad.portal.content import search_view, views
from samlad.portal.content.filter.data import items_csv, items_json
from samlad.portal.content.filter.feeds import items_atom, items_rss
from samlad.portal.content.filter.page import items_page

urlpatterns = [
    path("innehall/", items_page, name="items"),
    path("innehall.csv", items_csv, name="items-csv"),
    path("innehall.json", items_json, name="items-json"),
    path("innehall.atom", items_atom, name="items-atom"),
    path("innehall.rss", items_rss, name="items-rss"),
    path("innehall/<str:item_id>/", views.item_detail, name="item"),
    path("statsrad/", views.minister_list, name="ministers"),
    path("sok/", search_view.search, name="search"),
]
