"""Fills the tables of the register from the fact tables: places and actors, initiatives, goals.

Every reference and closed word is checked; a fault names file, row, column and value.
"""

from __future__ import annotations

from samlad.portal.content.rows import Facts
from samlad.portal.content.tables import empty, referred_kept
from samlad.portal.register import models
from samlad.portal.register.loading_actors import load_actors
from samlad.portal.register.loading_goals import load_goals
from samlad.portal.register.loading_initiatives import load_initiatives
from samlad.portal.register.loading_money import load_money


def load(facts: Facts) -> None:
    """Bring the tables of this app to what the facts say; what was changed here stays.

    Raises DefinitionError at the first cell that is wrong; the caller's transaction undoes all.
    """
    written_here = list(models.Actor.objects.filter(follows_facts=False))
    with referred_kept(models.Goal, models.Actor, models.Place):
        _empty()
        load_actors(facts, written_here)
        load_initiatives(facts)
        load_money(facts)
        load_goals(facts)


def _empty() -> None:
    empty(
        models.EventArea,
        models.EventInitiative,
        models.TimelineEvent,
        models.GoalIndicator,
        models.Goal,
        models.IndicatorSource,
        models.CandidateIndicator,
        models.StatisticsSource,
        models.ActorArea,
        models.Actor,
        models.Place,
    )
