"""The addresses of content, ministers and search."""

from __future__ import annotations

from django.urls import path

from samlad.portal.content import views
from samlad.portal.content.item_filter import ITEMS
from samlad.portal.filter.addresses import addresses
from samlad.portal.filter.search_page import search

urlpatterns = [
    *addresses(ITEMS, "innehall", views.item_list),
    path("innehall/<str:item_id>/", views.item_detail, name="item"),
    path("statsrad/", views.minister_list, name="ministers"),
    path("sok/", search, name="search"),
]
