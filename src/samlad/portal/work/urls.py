"""The addresses of the daily work."""

from __future__ import annotations

from django.urls import path, re_path

from samlad.portal.work import (
    account_views,
    actor_views,
    import_views,
    report_views,
    step_views,
    views,
)

_VERBS = "|".join(step_views.STEPS)

urlpatterns = [
    path("arbete/", views.first_page, name="work"),
    path("arbete/insatser/ny/", views.new, name="work-new"),
    path("arbete/insatser/<str:initiative_id>/", step_views.initiative, name="work-initiative"),
    path("arbete/insatser/<str:initiative_id>/andra/", views.change, name="work-change"),
    path("arbete/insatser/<str:initiative_id>/rapport/", report_views.new, name="work-report-new"),
    re_path(
        rf"^arbete/insatser/(?P<initiative_id>[^/]+)/(?P<verb>{_VERBS})/$",
        step_views.step,
        name="work-step",
    ),
    path("arbete/rapporter/<int:number>/", report_views.report, name="work-report"),
    path("arbete/rapporter/<int:number>/andra/", report_views.change, name="work-report-change"),
    re_path(
        rf"^arbete/rapporter/(?P<number>[0-9]{{1,18}})/(?P<verb>{_VERBS})/$",
        report_views.step,
        name="work-report-step",
    ),
    path("arbete/import/", import_views.page, name="work-import"),
    path("arbete/import/spara/", import_views.save, name="work-import-save"),
    path("arbete/import/mall.xlsx", import_views.template, name="work-import-template"),
    path("arbete/import/insatser.xlsx", import_views.register, name="work-import-register"),
    path("arbete/aktorer/", actor_views.actors, name="work-actors"),
    path("arbete/aktorer/ny/", actor_views.new, name="work-actor-new"),
    path("arbete/aktorer/<slug:actor_id>/", actor_views.change, name="work-actor"),
    path("arbete/konton/", account_views.accounts, name="work-accounts"),
    path("arbete/konton/ny/", account_views.new, name="work-account-new"),
    path("arbete/konton/<int:number>/", account_views.account, name="work-account"),
]
