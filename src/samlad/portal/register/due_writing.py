"""Write the days for reporting of initiatives so that what answers a day goes on answering it.

A day that is put right is the same day: its row stays, with the reports that answer it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from samlad.portal.content.tables import fill
from samlad.portal.register.models import DueReport

#: A day as a document has it: the day, and what it is about.
Wanted = tuple[str, str]


def write_due_reports(
    documents: Mapping[str, Mapping[str, Any]], rows: Iterable[DueReport]
) -> None:
    """Make the rows of these initiatives say what their documents say. rows: those there are."""
    here: defaultdict[str, list[DueReport]] = defaultdict(list)
    for row in rows:
        here[row.initiative_id].append(row)
    changed, new = [], []
    for id_, document in documents.items():
        wanted = {str(entry["due"]): entry["about"] for entry in document["due_reports"]}
        paired = kept(here[id_], list(wanted.items()))
        for row in here[id_]:
            if row.pk not in paired:
                row.delete()
        changed += [row for row in here[id_] if row.pk in paired and _changed(row, paired[row.pk])]
        said = set(paired.values())
        new += [DueReport(initiative_id=id_, due=d, about=a) for d, a in wanted.items()
                if (d, a) not in said]  # fmt: skip
    DueReport.objects.bulk_update(changed, ["due", "about"], batch_size=500)
    fill(DueReport, new)


def kept(rows: Sequence[DueReport], wanted: Sequence[Wanted]) -> dict[int, Wanted]:
    """The rows that stay, by key, and what each is to say.

    A row whose day is wanted stays. Of the others one stays for the day that is about the same,
    where one alone is; and where as many days have gone as have come, they are the same in order,
    but for those that are expressly about different things.
    """
    days = {day: (day, about) for day, about in wanted}
    paired = {row.pk: days[str(row.due)] for row in rows if str(row.due) in days}
    gone = [row for row in rows if row.pk not in paired]
    come = [each for each in wanted if each not in set(paired.values())]
    paired |= _about_the_same(gone, come)
    gone = [row for row in gone if row.pk not in paired]
    come = [each for each in come if each not in set(paired.values())]
    if len(gone) == len(come):
        in_order = zip(sorted(gone, key=lambda row: str(row.due)), sorted(come), strict=True)
        paired |= {
            row.pk: each for row, each in in_order if row.about in ("", each[1]) or not each[1]
        }
    return paired


def _about_the_same(gone: Sequence[DueReport], come: Sequence[Wanted]) -> dict[int, Wanted]:
    lost, found = Counter(row.about for row in gone), Counter(about for _, about in come)
    only = {about for about, n in lost.items() if about and n == found[about] == 1}
    by_about = {about: (day, about) for day, about in come}
    return {row.pk: by_about[row.about] for row in gone if row.about in only}


def _changed(row: DueReport, said: Wanted) -> bool:
    """Let the row say it; whether that changes anything."""
    was = (str(row.due), row.about)
    row.due, row.about = said
    return was != said
