"""What statistics has to find: the indicators that Samlad computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from samlad.catalogue import indicators
from samlad.portal.finding.documents import Document
from samlad.portal.finding.kinds import Hit, Kind
from samlad.portal.wording import in_language


def indicator_documents() -> Iterator[Document]:
    """Every indicator: title, short title, definition."""
    for indicator in indicators().values():
        texts = (indicator.short, indicator.definition)
        yield Document(
            key=indicator.id,
            heading={"sv": indicator.title.sv, "en": indicator.title.en},
            body={
                "sv": " ".join(text.sv for text in texts),
                "en": " ".join(text.en for text in texts),
            },
        )


def indicator_hits(keys: Sequence[str]) -> list[Hit]:
    """Indicators by their titles."""
    known = indicators()
    return [
        Hit(in_language(known[key].title), reverse("indicator", args=[key]))
        for key in keys
        if key in known
    ]


KINDS = (Kind("indicator", indicator_documents, hits=indicator_hits),)
