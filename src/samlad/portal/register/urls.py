"""The addresses of the register."""

from __future__ import annotations

from django.urls import path, register_converter

from samlad.portal.data_files import FormConverter
from samlad.portal.filter.addresses import addresses
from samlad.portal.register import (
    actors_view,
    calendar_view,
    money_view,
    place_view,
    quality_view,
    timeline_view,
    views,
)
from samlad.portal.register.due_filter import DUE_REPORTS
from samlad.portal.register.event_filter import EVENTS
from samlad.portal.register.initiative_filter import INITIATIVES

register_converter(FormConverter, "form")

urlpatterns = [
    *addresses(INITIATIVES, "insatser", views.initiative_list),
    path("insatser/pengar/", money_view.money, name="money"),
    path("insatser/pengar.<form:form>", money_view.money_file, name="money-file"),
    *addresses(EVENTS, "insatser/tidslinje", timeline_view.timeline),
    *addresses(DUE_REPORTS, "insatser/kalender", calendar_view.calendar_page),
    path("insatser/kalender.ics", calendar_view.calendar_ics, name="calendar-ics"),
    path("insatser/kvalitet/", quality_view.quality, name="quality"),
    path("insatser/kvalitet.<form:form>", quality_view.quality_file, name="quality-file"),
    path(
        "insatser/<str:initiative_id>/version/<int:number>/",
        views.initiative_version,
        name="initiative-version",
    ),
    path("insatser/<str:initiative_id>/", views.initiative_detail, name="initiative"),
    path(
        "platser/<slug:code>/insatser/", place_view.initiatives_of_place, name="place-initiatives"
    ),
    path(
        "platser/<slug:code>/insatser.<form:form>",
        place_view.initiatives_of_place_file,
        name="place-initiatives-file",
    ),
    path("aktorer/", actors_view.actor_list, name="actors"),
    path("aktorer.<form:form>", actors_view.actor_list_file, name="actors-file"),
    path("aktorer/<slug:actor_id>/", actors_view.actor, name="actor"),
    path("aktorer/<slug:actor_id>.<form:form>", actors_view.actor_file, name="actor-file"),
]
