"""What search engines ask for: robots.txt, and a map of every page in both languages.

The map is worked out once while the facts stay the same; only the host is of the request.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from samlad.catalogue import indicators, policy_areas
from samlad.errors import UnknownName
from samlad.model import LANGUAGES
from samlad.portal.content.models import Item
from samlad.portal.kept import kept
from samlad.portal.language import path_in
from samlad.portal.navigation import MAIN
from samlad.portal.pages.views import ABOUT
from samlad.portal.register.actor_page import numbers_in_roles
from samlad.portal.register.models import Goal, Initiative
from samlad.portal.register.ways import VIEWS
from samlad.portal.statistics.places import places

#: Where the host is written in; no address holds it.
HOST = "{host}"
#: Addresses in a part of the map; sitemaps.org allows 50,000.
MOST = 40_000


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read; searches have no end and are left out, and so is the daily work."""
    closed = (reverse("search"), reverse("work"), "/konto/")
    found = [f"Disallow: {path_in(path, language)}" for path in closed for language in LANGUAGES]
    site_map = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", *found, f"Sitemap: {site_map}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Where the parts of the map are, as sitemaps.org has it."""
    numbers = range(1, 1 + len(_parts()))
    found = (
        f"<sitemap><loc>{HOST}{reverse('sitemap-part', args=[n])}</loc></sitemap>" for n in numbers
    )
    return _xml(request, "sitemapindex", "\n".join(found))


def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part: pages in both languages. Raises UnknownName when there is no such part."""
    parts = _parts()
    if not 1 <= number <= len(parts):
        raise UnknownName("page", str(number), map(str, range(1, 1 + len(parts))))
    return _xml(request, "urlset", parts[number - 1])


@kept
def _parts() -> tuple[str, ...]:
    """Every page, as many in a part as a part may hold."""
    pages = [
        f"<url><loc>{HOST}{path_in(path, language)}</loc></url>"
        for path in addresses()
        for language in LANGUAGES
    ]
    return tuple("\n".join(pages[start : start + MOST]) for start in range(0, len(pages), MOST))


def _xml(request: HttpRequest, kind: str, rows: str) -> HttpResponse:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}\n</{kind}>\n'
    ).replace(HOST, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def addresses() -> Iterator[str]:
    """The Swedish address of every page, in the order of the site."""
    views = (name for name, _ in VIEWS)
    alone = dict.fromkeys(("theme", *(name for name, _ in MAIN), *views, "area-types", *ABOUT))
    yield from map(reverse, alone)
    for name, ids in (
        ("goal", Goal.objects.values_list("id", flat=True)),
        ("policy-area", (area.slug for area in policy_areas().values())),
        ("indicator", indicators()),
        ("place", places()),
        ("place-initiatives", places()),
        ("actor", numbers_in_roles()),
        ("initiative", Initiative.objects.public().values_list("id", flat=True)),
        ("item", Item.objects.values_list("id", flat=True)),
    ):
        yield from (reverse(name, args=[id_]) for id_ in ids)
