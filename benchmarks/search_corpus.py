"""Documents and questions for measuring searches: the Government's real items, and generated ones.

Generated words are no words of any language; how often they come follows Zipf, and one of them
stands in half of all documents. The same every time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from samlad.portal.content.partial_date import PartialDate
from samlad.portal.finding.asked import Wanted
from samlad.portal.finding.documents import Document
from samlad.portal.finding.synonyms import word_lists
from samlad.portal.finding.vocabulary import words_of

FACETS = ("type", "topic", "minister", "sender", "area")
EVERYWHERE = "halvord"
_VOCABULARY = 60_000
_SYLLABLES = [c + v for c in "bdfghjklmnprstv" for v in "aeiouyåäö"]


@dataclass(frozen=True)
class Asked:
    """Questions of one sort."""

    name: str
    questions: tuple[Wanted, ...]


def real() -> list[Document] | None:
    """The Government's items; None where the inputs are not there."""
    inputs = Path(os.environ.get("SAMLAD_INPUTS", "../shared/data"))
    path = inputs / "content" / "regeringen_items.parquet"
    if not path.is_file():
        return None
    from samlad.sources.regeringen import read_items

    return [
        Document(
            key=item.path,
            heading={"sv": item.title},
            body={"sv": item.reference},
            date=PartialDate(item.published) if item.published else None,
            codes={
                "type": item.types,
                "topic": item.topics,
                "minister": tuple(c for c in item.senders if c >= "2600"),
                "sender": tuple(c for c in item.senders if c < "2600"),
            },
            group=item.types[-1] if item.types else "",
        )
        for item in read_items(str(path)).items
    ]


def generated(count: int) -> Iterator[Document]:
    """So many documents of fourteen words, five facets and a date known to the day or month."""
    random = np.random.default_rng(20260128)
    words = _words(random)
    weights = 1 / np.arange(20, _VOCABULARY + 20)
    ends = np.cumsum(weights / weights.sum())
    for start in range(0, count, 10_000):
        part = min(10_000, count - start)
        drawn = np.minimum(np.searchsorted(ends, random.random((part, 14))), _VOCABULARY - 1)
        has_it = random.random(part) < 0.5
        types = random.integers(0, 22, part)
        topics = np.minimum(random.zipf(1.4, (part, 3)), 330)
        numbers = random.integers(0, [4, 3, 6, 8], (part, 4))
        days = random.integers(0, 36 * 336, part)
        for row in range(part):
            year, day = 1990 + days[row] // 336, days[row] % 336
            when = f"{year}-{day // 28 + 1:02}" + (f"-{day % 28 + 1:02}" if numbers[row, 3] else "")
            of_row = [words[place] for place in drawn[row]]
            if has_it[row]:
                of_row[int(numbers[row, 2])] = EVERYWHERE
            type_ = int(types[row])
            yield Document(
                key=f"item-{start + row}",
                heading={"sv": " ".join(of_row[:8])},
                body={"sv": " ".join(of_row[8:])},
                date=PartialDate(when),
                codes={
                    "type": (f"t{type_}", "t-legal") if type_ < 9 else (f"t{type_}",),
                    "topic": tuple({f"o{code}" for code in topics[row, : numbers[row, 0]]}),
                    "minister": (f"m{days[row] % 80}",) if not numbers[row, 1] else (),
                    "sender": (f"s{drawn[row, 0] % 14}",),
                    "area": (f"a{days[row] % 6}",) if numbers[row, 2] < 2 else (),
                },
                group="t-legal" if type_ < 9 else f"t{type_}",
            )


def _words(random: np.random.Generator) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        picked = random.integers(0, len(_SYLLABLES), random.integers(2, 5))
        found["".join(_SYLLABLES[place] for place in picked) + "k"] = None
    return list(found)


def questions(documents: list[Document], everywhere: str, count: int) -> list[Asked]:
    """Ordinary ones with words, those of a word in half of all, those without words."""
    random = np.random.default_rng(7)

    def picked() -> Document:
        return documents[int(random.integers(len(documents)))]

    def one_word() -> str:
        common = word_lists().common["sv"]
        words: list[str] = []
        while not words:
            words = [
                w for w in words_of(picked().title("sv")) if w not in common and w != everywhere
            ]
        return words[int(random.integers(len(words)))]

    def choices(most: int) -> dict[str, tuple[str, ...]]:
        codes = [(f, c) for f, of in picked().codes.items() for c in of[:1]]
        random.shuffle(codes)
        return {facet: (code,) for facet, code in codes[: int(random.integers(0, most + 1))]}

    def period() -> dict[str, str]:
        year = int(random.integers(2000, 2024))
        return {"since": f"{year}-03-15", "until": f"{year + 4}-06-30"} if year % 3 == 0 else {}

    def asked(query: str, number: int) -> Wanted:
        sort = "relevance" if query and number % 2 else "date"
        return Wanted(query=query, chosen=choices(2), sort=sort, **period())  # type: ignore[arg-type]

    def ordinary(number: int) -> Wanted:
        one, other = one_word(), one_word()
        return asked(f"{one} {other}" if number % 3 == 0 else one, number)

    return [
        Asked("ordinary", tuple(ordinary(n) for n in range(count))),
        Asked("half of all", tuple(asked(everywhere, n) for n in range(max(count // 5, 10)))),
        Asked("no words", tuple(asked("", n) for n in range(max(count // 2, 20)))),
    ]
