"""The addresses of a filter: its page, its files, its feeds, all below one path."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from samlad.portal.filter.data import page_json, whole_file
from samlad.portal.filter.declared import Filter
from samlad.portal.filter.feeds import FEEDS, feed


def addresses(of: Filter, at: str, page: Callable[..., HttpResponseBase]) -> list[URLPattern]:
    """`<at>/`, which `page` answers, `<at>.csv` and so on, and `<at>.atom` where it has a feed."""
    own = {"of": of}
    files = [
        path(f"{at}.json", page_json, own, name=f"{of.name}-json")
        if form == "json" and of.is_paged
        else path(f"{at}.{form}", whole_file, own | {"form": form}, name=f"{of.name}-{form}")
        for form in of.forms
    ]
    feeds = [
        path(f"{at}.{form}", feed, own | {"form": form}, name=f"{of.name}-{form}")
        for form in (FEEDS if of.entry else ())
    ]
    return [path(f"{at}/", page, name=of.name), *files, *feeds]
