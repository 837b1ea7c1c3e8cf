"""A search done plainly: every document is looked at for every question.

Slow and easily seen to be right; what the search index answers is held against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from samlad.portal.content.partial_date import PartialDate, overlaps
from samlad.portal.finding.asked import Found, Wanted
from samlad.portal.finding.documents import Document
from samlad.portal.ordering import alphabetical

#: Whether a document has the words that are asked for.
HasWords = Callable[[Document], bool]


def find_plainly(
    wanted: Wanted, documents: Iterable[Document], has_words: HasWords, facets: Iterable[str]
) -> Found:
    """The answer, by looking at every document."""
    said = [
        each
        for each in documents
        if has_words(each) and is_within(each.date, wanted.since, wanted.until)
    ]
    hits = [each for each in said if is_chosen(each, wanted.chosen)]
    ordered = in_order(hits, wanted)
    years: dict[str, Counter[str]] = {}
    for hit in hits:
        if hit.date is not None:
            years.setdefault(hit.date.text[:4], Counter())[hit.group] += 1
    return Found(
        total=len(hits),
        keys=tuple(hit.key for hit in ordered[wanted.offset : wanted.offset + wanted.limit]),
        counts={
            facet: Counter(
                code
                for each in said
                if is_chosen(each, wanted.chosen, but=facet)
                for code in set(each.codes.get(facet, ()))
            )
            for facet in facets
        },
        years=years,
    )


def is_chosen(document: Document, chosen: Mapping[str, tuple[str, ...]], but: str = "") -> bool:
    """Whether it has one of the codes of every facet that is chosen in, or of all but one."""
    return all(
        set(codes) & set(document.codes.get(facet, ()))
        for facet, codes in chosen.items()
        if codes and facet != but
    )


def is_within(when: PartialDate | None, since: str, until: str) -> bool:
    """Whether any day that the date can mean is in the period; an unknown date is in none."""
    if not (since or until):
        return True
    return when is not None and overlaps(
        when,
        PartialDate(since) if since else None,
        PartialDate(until) if until else None,
        end_included=True,
    )


def in_order(hits: list[Document], wanted: Wanted) -> list[Document]:
    """The hits in the order asked for; those without a date come last."""
    hits = sorted(hits, key=lambda hit: hit.key)
    if wanted.sort == "title":
        return sorted(hits, key=lambda hit: alphabetical(hit.title(wanted.language)))
    if wanted.sort == "oldest":
        return sorted(hits, key=lambda hit: hit.date.text if hit.date else "9999-99")
    return sorted(hits, key=lambda hit: hit.date.text if hit.date else "", reverse=True)
