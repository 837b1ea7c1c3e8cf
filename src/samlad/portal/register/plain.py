"""Initiatives as rows of a file: the same columns wherever initiatives are taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from samlad.portal.data_files import Plain
from samlad.portal.register.contents import Content, contents
from samlad.portal.register.latest_dates import current
from samlad.portal.register.models import Initiative
from samlad.portal.register.words import Moment, ParticipationRole, PlaceBasis, RelationKind

#: Columns that hold keys of others: whose list in the document, which rows of it, what of each.
LINKS: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "accountable": ("participations", {"role": ParticipationRole.ACCOUNTABLE}, "actor"),
    "funding": ("participations", {"role": ParticipationRole.FUNDING}, "actor"),
    "implementing": ("participations", {"role": ParticipationRole.IMPLEMENTING}, "actor"),
    "partners": ("participations", {"role": ParticipationRole.PARTNER}, "actor"),
    "recipient_actors": ("participations", {"role": ParticipationRole.RECIPIENT}, "actor"),
    "recipients": ("places", {"basis": PlaceBasis.RECIPIENT}, "place"),
    "beneficiaries": ("places", {"basis": PlaceBasis.BENEFICIARY}, "place"),
    "report_due": ("due_reports", {}, "due"),
    "goals": ("goals", {}, "goal"),
    "part_of": ("relations", {"kind": RelationKind.PART_OF}, "other"),
    "replaces": ("relations", {"kind": RelationKind.REPLACES}, "other"),
    "co_funded": ("relations", {"kind": RelationKind.CO_FUNDED}, "other"),
    "documents": ("documents", {}, "url"),
}

COLUMNS = (
    "id", "title_sv", "title_en", "official_title", "kind", "areas", "accountable", "funding",
    "implementing", "partners", "lead_department", "decided", "reference", "amount_sek",
    "amount_basis", "amount_stage", "amount_covers_sv", "amount_evidence", "amounts",
    "appropriation", "period_from", "period_to", "report_due", "recipients", "recipient_actors",
    "beneficiaries", "state", "status", "status_as_of", "status_evidence", "goals", "part_of",
    "replaces", "co_funded", "evaluation", "documents", "on_founding_page", "source_url",
    "evidence", "note",
)  # fmt: skip

#: So many are read at a time.
STEP = 500


def plain_initiatives(ids: Sequence[str]) -> Iterator[Plain]:
    """Published initiatives of those ids as a file has them, in that order.

    Links are lists of keys, what is not known is None. Many are read a step at a time.
    """
    for at in range(0, len(ids), STEP):
        documents = contents(ids[at : at + STEP])
        others = {row["other"] for of in documents.values() for row in of["relations"]}
        public = _public({*documents, *others})
        yield from (_plain(id_, documents[id_], public) for id_ in ids[at : at + STEP]
                    if id_ in public)  # fmt: skip


def _public(ids: Collection[str]) -> set[str]:
    """Which of them are published: no other is named in what is taken away."""
    return set(Initiative.objects.public().filter(pk__in=ids).values_list("pk", flat=True))


def _plain(id_: str, of: Content, public: Collection[str]) -> Plain:
    known = {name: of[name] or None for name in COLUMNS if isinstance(of.get(name), str)}
    return {
        **known,
        "id": id_,
        "areas": of["areas"],
        **{name: _linked(of, *link, public) for name, link in LINKS.items()},
        "lead_department": of["lead_department"],
        "decided": of["decided"],
        **_amounts(of["money"]),
        "period_from": current(of["dates"], Moment.START),
        "period_to": current(of["dates"], Moment.END),
        "status_as_of": of["status_as_of"],
        "on_founding_page": of["is_on_founding_page"],
    }


def _linked(
    of: Content, name: str, where: Mapping[str, str], key: str, public: Collection[str]
) -> list[str]:
    rows = [row[key] for row in of[name] if all(row[k] == asked for k, asked in where.items())]
    return [one for one in rows if key != "other" or one in public]


def _amounts(sums: Sequence[Mapping[str, Any]]) -> Plain:
    """The sum that stands at the initiative; where there are several, all in a column of theirs,
    since they are of different years, purses or bases and no one of them is the initiative's.
    """
    own: Mapping[str, Any] = sums[0] if len(sums) == 1 else {}
    return {
        "amount_sek": own.get("amount_sek"),
        "amount_basis": own.get("basis") or None,
        "amount_stage": own.get("stage") or None,
        "amount_covers_sv": own.get("covers") or None,
        "amount_evidence": own.get("evidence") or None,
        "amounts": list(map(_in_short, sums)) if len(sums) > 1 else [],
    }


def _in_short(money: Mapping[str, Any]) -> str:
    """Kronor, basis, stage and years of a sum: `5000000 per-year paid 2019/2021`."""
    years = "/".join(filter(None, (money["start"], money["end"])))
    said = (money["amount_sek"], money["basis"], money["stage"], years)
    return " ".join(str(each) for each in said if each not in (None, ""))
