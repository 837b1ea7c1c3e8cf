"""The goals app: no tables of its own, pages and template tags only."""

from __future__ import annotations

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """Goal pages, the situation at a glance, area types."""

    name = "samlad.portal.goals"
    label = "goals"
