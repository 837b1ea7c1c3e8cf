"""Goals, proposed statistics and their sources, and the timeline, from their fact tables."""

from __future__ import annotations

from collections.abc import Iterator

from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import fill
from samlad.portal.content.words import Evidence
from samlad.portal.register import models
from samlad.portal.register.words import EventKind, GoalDirection, GoalLevel


def load_goals(facts: Facts) -> None:
    """Fill the tables of goals, proposed statistics, their sources, and the timeline."""
    _load_statistics(facts)
    _load_goals(facts)
    _load_timeline(facts)


def _load_statistics(facts: Facts) -> None:
    sources = keys_of(facts, "sources", "id")
    keys_of(facts, "indicators", "id")
    rows = list(rows_of(facts, "indicators"))
    fill(models.StatisticsSource, map(_source, rows_of(facts, "sources")))
    fill(models.CandidateIndicator, map(_indicator, rows))
    fill(
        models.IndicatorSource,
        (
            models.IndicatorSource(indicator_id=row.text("id"), source_id=id_, position=position)
            for row in rows
            for position, id_ in enumerate(row.references("source_ids", sources, "sources.csv"))
        ),
    )


def _source(row: Row) -> models.StatisticsSource:
    return models.StatisticsSource(
        id=row.required("id"),
        publisher=row.required("publisher"),
        interface=row.required("interface"),
        table_id=row.text("table_id"),
        content=row.required("content_sv"),
        levels=row.text("levels"),
        years=row.text("years"),
        licence=row.text("licence"),
        areas=";".join(row.areas()),
        url=row.required("url"),
        url_evidence=row.required_word("url_evidence", Evidence),
        evidence=row.required_word("evidence", Evidence),
        note=row.text("note"),
    )


def _indicator(row: Row) -> models.CandidateIndicator:
    if row.text("official_for_goal") not in ("yes", "no"):
        raise row.fault("official_for_goal", "is neither yes nor no")
    return models.CandidateIndicator(
        id=row.required("id"),
        area=row.area(),
        name_sv=row.required("name_sv"),
        name_en=row.required("name_en"),
        unit=row.text("unit"),
        direction=row.required_word("desired_direction", GoalDirection),
        levels=row.text("levels"),
        is_official_for_goal=row.text("official_for_goal") == "yes",
        note=row.text("note"),
    )


def _load_goals(facts: Facts) -> None:
    known = keys_of(facts, "goals", "id")
    indicators = keys_of(facts, "indicators", "id")
    rows = list(rows_of(facts, "goals"))
    fill(models.Goal, (_goal(row, position, known) for position, row in enumerate(rows)))
    fill(
        models.GoalIndicator,
        (
            models.GoalIndicator(goal_id=row.text("id"), indicator_id=id_, position=position)
            for row in rows
            for position, id_ in enumerate(
                row.references("candidate_indicator_ids", indicators, "indicators.csv")
            )
        ),
    )


def _goal(row: Row, position: int, known: frozenset[str]) -> models.Goal:
    return models.Goal(
        id=row.required("id"),
        parent_id=row.reference("parent_id", known, "goals.csv"),
        level=row.required_word("level", GoalLevel),
        area=row.area(),
        title_sv=row.required("title_sv"),
        title_en=row.required("title_en"),
        description_sv=row.required("description_sv"),
        description_en=row.required("description_en"),
        direction=row.word("direction", GoalDirection) or "",
        target_value=row.text("target_value"),
        official_indicator=row.required("official_indicator"),
        start=row.date("valid_from"),
        end=row.date("valid_to"),
        source_status=row.required("source_status"),
        position=position,
        **row.source(),
    )


def _load_timeline(facts: Facts) -> None:
    keys_of(facts, "timeline", "id")
    initiatives = keys_of(facts, "initiatives", "id")
    rows = list(rows_of(facts, "timeline"))
    fill(models.TimelineEvent, map(_event, rows))
    fill(models.EventArea, (link for row in rows for link in _event_areas(row)))
    fill(
        models.EventInitiative,
        (
            models.EventInitiative(event_id=row.text("id"), initiative_id=id_, position=position)
            for row in rows
            for position, id_ in enumerate(
                row.references("related_initiative_ids", initiatives, "initiatives.csv")
            )
        ),
    )


def _event_areas(row: Row) -> Iterator[models.EventArea]:
    for position, area in enumerate(row.areas()):
        yield models.EventArea(event_id=row.text("id"), area=area, position=position)


def _event(row: Row) -> models.TimelineEvent:
    date = row.required_date("date")
    if row.text("date_precision") != date.precision:
        raise row.fault("date_precision", f"does not fit {date}; write its precision")
    return models.TimelineEvent(
        id=row.required("id"),
        date=date,
        kind=row.required_word("kind", EventKind),
        title_sv=row.required("title_sv"),
        title_en=row.required("title_en"),
        description=row.text("description_sv"),
        **row.source(),
    )
