"""The addresses of the portal: Swedish as they stand, English the same below /en/."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from samlad.portal.content import compat
from samlad.portal.pages import sitemap

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap_part, name="sitemap-part"),
    # As the Government's site has them, for programs written for it.
    path("Filter/GetFilteredItems", compat.filtered_items, name="filtered-items"),
    path("Filter/RssFeed", compat.filtered_feed, name="filtered-feed"),
    path("tx/<str:code>", compat.term, name="term"),
]
urlpatterns += i18n_patterns(
    path("", include("samlad.portal.pages.urls")),
    path("", include("samlad.portal.statistics.urls")),
    path("", include("samlad.portal.goals.urls")),
    path("", include("samlad.portal.register.urls")),
    path("", include("samlad.portal.content.urls")),
    path("", include("samlad.portal.accounts.urls")),
    path("", include("samlad.portal.work.urls")),
    prefix_default_language=False,
)

handler400 = "samlad.portal.error_pages.bad_request"
handler403 = "samlad.portal.error_pages.forbidden"
handler404 = "samlad.portal.error_pages.not_found"
handler500 = "samlad.portal.error_pages.our_fault"
