"""Server time of the register's pages with 100,000 generated initiatives, on SQLite, warm.

Each initiative has its parts: areas, actors in roles, places, dates, days for reporting, a goal,
a sum. The first visit after all were written makes the search index, and works out what is kept in
memory; it is printed apart. Queries are counted with a few initiatives and with all, and must be
equal. At last one initiative is changed: how long the first visit after it takes, to the list and
to every page, and how long it is until the list counts it.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any

from benchmarks.pages import percentile

NUMBER = 100_000
#: So many are there when queries are counted the first time.
FEW = 500
ROUNDS = 20
#: What every page is held to, in milliseconds.
P95 = 100.0

PAGES = (
    "/insatser/",
    "/insatser/?omrade=boende&typ=grant&aktor=boverket",
    "/insatser/?aktor=skolverket&aktor=polisen&ar=2019&sortera=titel",
    "/insatser/?q=stöd&plats=0180",
    "/insatser/?q=skola&sortera=relevans&typ=grant",
    "/insatser/?mal=overgripande-mal",
    "/insatser/kalender/",
    "/insatser/kalender/?aktor=boverket&dag=coming",
    "/aktorer/",
    "/aktorer/boverket/",
    "/aktorer/polisen/?roll=accountable",
    "/platser/0180/insatser/",
    "/platser/01/insatser/",
    "/mal/ben-1/",
    "/mal/overgripande-mal/",
    "/insatser/kvalitet/",
    "/insatser/pengar/",
)


def prepare() -> None:
    """A portal on a database file of its own, with the facts."""
    folder = tempfile.mkdtemp(prefix="samlad-bench-")
    os.environ["SAMLAD_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "samlad.portal.settings"
    import django
    from django.core.management import call_command

    django.setup()
    from samlad.portal.loading import load_facts
    from samlad.portal.static_files import prepare_static_files

    call_command("migrate", verbosity=0)
    load_facts()
    prepare_static_files(Path(folder) / "static")


def documents(number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Generated initiatives, each with parts; the same every time."""
    from samlad.catalogue import policy_areas
    from samlad.portal.register.contents import EMPTY
    from samlad.portal.register.models import Actor, Goal, Place
    from samlad.portal.register.words import Kind, State, Status

    draw = random.Random(100_000)
    actors = list(Actor.objects.exclude(kind="municipality").values_list("pk", flat=True))
    places, goals = (
        list(Place.objects.values_list("pk", flat=True)),
        list(Goal.objects.values_list("pk", flat=True)),
    )
    areas, kinds = list(policy_areas()), list(map(str, Kind))
    states, statuses = list(map(str, State)), list(map(str, Status))
    words = ("stöd", "skola", "bostäder", "arbete", "trygghet", "språk", "demokrati", "uppdrag")
    for index in range(number):
        year = draw.randint(2014, 2026)
        chosen = draw.sample(actors, 4)
        roles = ("accountable", "funding", "implementing", "lead")
        yield f"prov-{index}", EMPTY | {
            "title_sv": f"{draw.choice(words).title()} {draw.choice(words)} {index}",
            "title_en": f"Initiative {index}",
            "kind": draw.choice(kinds),
            "state": draw.choice(states),
            "status": draw.choice(statuses),
            "decided": f"{year}-{draw.randint(1, 12):02}",
            "evidence": "official",
            "areas": draw.sample(areas, 2),
            "participations": [
                {"actor": actor, "role": role} for actor, role in zip(chosen, roles, strict=True)
            ],
            "places": [
                {"place": place, "basis": "recipient", "area_code": "", "vintage": ""}
                for place in draw.sample(places, 2)
            ],
            "dates": [
                {"moment": "start", "basis": "planned", "date": str(year), "noted": None,
                 "reason": ""}
            ],
            "due_reports": [{"due": f"{year + 1}-{draw.randint(1, 12):02}-28", "about": ""}],
            "goals": [{"goal": draw.choice(goals), "how_sv": "", "how_en": ""}],
            "money": [
                {"amount_sek": draw.randint(1, 500) * 1_000_000, "basis": "single-year",
                 "stage": "", "start": str(year), "end": str(year), "appropriation": "",
                 "covers": "", "source_url": "", "evidence": "official", "actor": None}
            ],
        }  # fmt: skip


def fill(number: int) -> None:
    """Write the generated initiatives and publish them."""
    from samlad.portal.changes import note_change
    from samlad.portal.database import renew_statistics
    from samlad.portal.register.contents import write
    from samlad.portal.register.models import Initiative

    batch: dict[str, dict[str, Any]] = {}
    for id_, document in documents(number):
        batch[id_] = document
        if len(batch) == 5000:
            write(batch)
            batch = {}
    write(batch)
    Initiative.objects.update(visibility="published", version=1)
    note_change()
    renew_statistics()


def queries(client: Any, address: str) -> int:
    """How many queries a warm page asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def visit(client: Any, address: str) -> float:
    """How long one visit takes, in milliseconds."""
    began = perf_counter()
    assert client.get(address).status_code == 200, address
    return 1000 * (perf_counter() - began)


def measure(client: Any, address: str) -> tuple[list[float], list[float]]:
    """Every round on the clock and of the processor, in milliseconds."""
    times, processor = [], []
    for _ in range(ROUNDS):
        used = process_time()
        times.append(visit(client, address))
        processor.append(1000 * (process_time() - used))
    return times, processor


def after_a_change(client: Any) -> tuple[list[float], float]:
    """The visits after one initiative is changed, in milliseconds of each, and the seconds until
    the list holds it.
    """
    from samlad.portal.register.contents import content_of, write

    write({"prov-1": content_of("prov-1") | {"title_sv": "Rymdlift"}})
    began, times = perf_counter(), []
    while True:
        asked = perf_counter()
        client.get("/insatser/")
        times.append(1000 * (perf_counter() - asked))
        if client.get("/insatser.json?q=rymdlift").json()["total"]:
            return times, perf_counter() - began
        sleep(0.2)


def main() -> None:
    number = int(os.environ.get("SAMLAD_BENCH_INITIATIVES", NUMBER))
    prepare()
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    fill(FEW)
    for address in PAGES:
        client.get(address)
    few = {address: queries(client, address) for address in PAGES}
    began = perf_counter()
    fill(number)
    print(f"{number:,} initiatives written in {perf_counter() - began:.0f} s", file=sys.stderr)
    first = {address: visit(client, address) for address in PAGES}
    gc.freeze()  # as `samlad serve` does when it has read what it needs
    print(f"{'first':>8} {'median':>8} {'p95':>8} {'cpu':>8} {'queries':>8}  address")
    worst = 0.0
    for address in PAGES:
        times, processor = measure(client, address)
        p95 = percentile(tuple(times), 0.95)
        worst = max(worst, p95)
        asked = queries(client, address)
        said = f"{asked}" if asked == few[address] else f"{few[address]}→{asked}"
        print(
            f"{first[address]:8.0f} {sorted(times)[len(times) // 2]:8.1f} {p95:8.1f} "
            f"{sorted(processor)[len(processor) // 2]:8.1f} {said:>8}  {address}",
            flush=True,
        )
    times, waited = after_a_change(client)
    again = {address: visit(client, address) for address in PAGES}
    print(
        f"after a change: first visit {times[0]:.0f} ms, others at most "
        f"{max(times[1:], default=0):.0f} ms; in the list after {waited:.1f} s"
    )
    slowest = max(again, key=again.__getitem__)
    print(f"first visit to each page after it: at most {again[slowest]:.0f} ms, {slowest}")
    print(f"worst p95 {worst:.1f} ms (aim {P95:.0f})")


if __name__ == "__main__":
    main()
