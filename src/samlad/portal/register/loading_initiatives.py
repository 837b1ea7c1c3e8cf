"""Initiatives with their areas, actors, places, sums, due reports and items, from their facts.

Facts are the first content, not the last word: an initiative that somebody has changed in the
register keeps what they wrote, whatever later facts say; one that the facts no longer hold is
withdrawn, its versions kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import now

from samlad.model import NATION
from samlad.portal.audit.chain import canonical, digest, record
from samlad.portal.content.rows import Facts, Row, keys_of, rows_of
from samlad.portal.content.tables import empty, fill
from samlad.portal.content.words import Evidence
from samlad.portal.register.contents import EMPTY, Content, write
from samlad.portal.register.loading_actors import actor_of_department, actor_of_municipality
from samlad.portal.register.models import Initiative, ItemInitiative, Version
from samlad.portal.register.models.history import FACTS
from samlad.portal.register.words import (
    Basis,
    DateBasis,
    Kind,
    Moment,
    ParticipationRole,
    PlaceBasis,
    State,
    Status,
    Visibility,
)

WHOLE_COUNTRY = "national"
COUNTY = "lan-"

WITHDRAWN = Visibility.WITHDRAWN
GONE = "Finns inte längre bland de uppgifter som följer med Samlad."

#: What the facts' own word comes to. `due-passed` says nothing of where the initiative stands.
STATES = {
    Status.ONGOING: State.ONGOING,
    Status.IN_FORCE: State.ONGOING,
    Status.PROPOSED: State.PLANNED,
    Status.DUE_PASSED: State.UNKNOWN,
    Status.REPORTED: State.FINISHED,
    Status.ENDED: State.FINISHED,
    Status.SUPERSEDED: State.SUPERSEDED,
    Status.DISCONTINUED: State.CANCELLED,
    Status.UNKNOWN: State.UNKNOWN,
}


def load_initiatives(facts: Facts) -> None:
    """Bring the initiatives that nobody has changed here to what the facts say."""
    known = keys_of(facts, "initiatives", "id")
    documents = {row.text("id"): document for row, document in _documents(facts)}
    changed_here = set(Initiative.objects.filter(follows_facts=False).values_list("id", flat=True))
    followed = {id_: doc for id_, doc in documents.items() if id_ not in changed_here}
    write(followed)
    new, gone = _publish(followed), _withdraw_what_is_gone(known)
    if new or gone:
        hashes = {id_: digest(canonical(followed[id_])) for id_ in new}
        after = {"published": new, "withdrawn": gone, "hashes": hashes}
        record(who=FACTS, action="facts.loaded", subject="facts", after=after)
    empty(ItemInitiative)
    fill(ItemInitiative, _items(facts))


def _documents(facts: Facts) -> Iterator[tuple[Row, Content]]:
    departments = keys_of(facts, "departments", "id")
    agencies = keys_of(facts, "agencies", "id")
    codes = {WHOLE_COUNTRY: NATION}
    codes |= {f"{COUNTY}{county['code']}": county["code"] for county in facts("counties")}
    codes |= {place["code"]: place["code"] for place in facts("municipalities")}
    for row in rows_of(facts, "initiatives"):
        yield row, _document(row, departments, agencies, codes)


def _document(
    row: Row, departments: frozenset[str], agencies: frozenset[str], codes: dict[str, str]
) -> Content:
    if row.text("on_founding_page") not in ("", "yes"):
        raise row.fault("on_founding_page", "is neither yes nor empty")
    status = row.required_word("status", Status)
    decided = row.date("decided")
    return EMPTY | {
        "title_sv": row.required("title_sv"),
        "title_en": row.required("title_en"),
        "official_title": row.text("official_title"),
        "kind": str(row.required_word("kind", Kind)),
        "lead_department": row.reference("lead_department_id", departments, "departments.csv"),
        "decided": str(decided) if decided else None,
        "reference": row.text("reference_number"),
        "appropriation": row.text("appropriation"),
        "state": str(STATES[status]),
        "status": str(status),
        "status_as_of": str(row.required_date("status_as_of")),
        "status_evidence": str(row.word("status_evidence", Evidence) or ""),
        "is_on_founding_page": row.text("on_founding_page") == "yes",
        "areas": list(row.areas()),
        "participations": [*_participations(row, agencies)],
        "places": [
            {
                "place": codes[name],
                "basis": str(PlaceBasis.RECIPIENT),
                "area_code": "",
                "vintage": "",
            }
            for name in row.references("recipients", codes, "municipalities.csv")
        ],
        "dates": [*_dates(row)],
        "due_reports": [{"due": str(due), "about": ""} for due in sorted(row.dates("report_due"))],
        "money": [*_sums(row)],
        **row.source(),
    }


def _participations(row: Row, agencies: frozenset[str]) -> Iterator[dict[str, str]]:
    for agency in row.references("responsible_ids", agencies, "agencies.csv"):
        yield {"actor": agency, "role": str(ParticipationRole.ACCOUNTABLE)}
    if row.text("lead_department_id"):
        lead = actor_of_department(row.text("lead_department_id"))
        yield {"actor": lead, "role": str(ParticipationRole.LEAD)}
    if row.text("kind") == Kind.GRANT:
        for place in row.list("recipients"):
            if place.isdigit():
                recipient = actor_of_municipality(place)
                yield {"actor": recipient, "role": str(ParticipationRole.RECIPIENT)}


def _dates(row: Row) -> Iterator[dict[str, str | None]]:
    """The period as planned: it stands in the decision, and what came of it is not in the facts."""
    for moment, column in ((Moment.START, "period_from"), (Moment.END, "period_to")):
        date = row.date(column)
        if date is not None:
            yield {
                "moment": str(moment),
                "basis": str(DateBasis.PLANNED),
                "date": str(date),
                "noted": None,
                "reason": "",
            }


def _sums(row: Row) -> Iterator[dict[str, object]]:
    """The sum that stands at the initiative; its stage and giver are not in the facts."""
    amount, basis = row.whole("amount_sek"), row.word("amount_basis", Basis)
    if (amount is None) != (basis is None):
        raise row.fault("amount_basis", "does not fit the amount; an amount has a basis")
    if amount is not None or row.text("amount_covers_sv"):
        yield {
            "amount_sek": amount,
            "basis": str(basis or ""),
            "stage": "",
            "start": None,
            "end": None,
            "appropriation": row.text("appropriation"),
            "covers": row.text("amount_covers_sv"),
            "source_url": row.text("amount_source_url"),
            "evidence": str(row.word("amount_evidence", Evidence) or ""),
            "actor": None,
        }


def _publish(documents: dict[str, Content]) -> dict[str, int]:
    """Write a version of each that is new or says something else than before; their numbers."""
    latest: dict[str, Version] = {}
    for version in Version.objects.filter(initiative__follows_facts=True).order_by("number"):
        latest[version.initiative_id] = version
    moment = now()
    new = [
        Version(
            initiative_id=id_,
            number=latest[id_].number + 1 if id_ in latest else 1,
            content=document,
            written_by=FACTS,
            published_by=FACTS,
            published_at=moment,
        )
        for id_, document in documents.items()
        if id_ not in latest or latest[id_].content != document
    ]
    fill(Version, new)
    rows = [
        Initiative(
            id=version.initiative_id,
            version=version.number,
            visibility=Visibility.PUBLISHED,
            follows_facts=True,
        )
        for version in new
    ]
    Initiative.objects.bulk_update(rows, ["version", "visibility", "follows_facts"], batch_size=200)
    return {version.initiative_id: version.number for version in new}


def _withdraw_what_is_gone(known: frozenset[str]) -> list[str]:
    """Withdraw what the facts no longer hold; what they hold again is published again."""
    followed = Initiative.objects.filter(follows_facts=True)
    visible = dict(followed.order_by("id").values_list("id", "visibility"))
    gone = [id_ for id_, stands in visible.items() if id_ not in known and stands != WITHDRAWN]
    back = [id_ for id_ in visible.keys() & known if visible[id_] == WITHDRAWN]
    followed.filter(pk__in=gone).update(visibility=WITHDRAWN, visibility_reason=GONE)
    followed.filter(pk__in=back).update(visibility=Visibility.PUBLISHED, visibility_reason="")
    return gone


def _items(facts: Facts) -> Iterator[ItemInitiative]:
    known = keys_of(facts, "initiatives", "id")
    for row in rows_of(facts, "items"):
        for position, initiative in enumerate(
            row.references("initiative_ids", known, "initiatives.csv")
        ):
            yield ItemInitiative(
                item_id=row.text("id"), initiative_id=initiative, position=position
            )
