"""The addresses of content, ministers and search."""

from __future__ import annotations

from functools import partial

from django.urls import path

from samlad.portal.content import search_view, views
from samlad.portal.content.list_views import list_files, list_html

urlpatterns = [
    path("innehall/", partial(list_html, views.ITEMS), name="items"),
    *list_files(views.ITEMS, "innehall"),
    path("innehall/<str:item_id>/", views.item_detail, name="item"),
    path("statsrad/", views.minister_list, name="ministers"),
    path("sok/", search_view.search, name="search"),
]
