"""Server time of every page on the bundled release, warm: median, 95th percentile, bytes.

Django's test client, middleware included, all in one process and one run: each address is asked
for once to warm it, then all of them in turn a number of rounds. On a
machine that does other things too, the time of the processor says more than the clock. Bytes are
those of the page and of the page as sent, compressed.
"""

from __future__ import annotations

import gzip
import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

#: What every page is held to, in milliseconds.
MEDIAN, P95 = 30.0, 80.0
ROUNDS = 15


@dataclass(frozen=True)
class Measured:
    """One address: milliseconds of each round on the clock and of the processor, bytes."""

    address: str
    times: tuple[float, ...]
    processor: tuple[float, ...]
    plain: int
    sent: int

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        return percentile(self.times, 0.95)


def percentile(times: tuple[float, ...], share: float) -> float:
    """The smallest time that at least that share of the times do not exceed."""
    return sorted(times)[math.ceil(share * len(times)) - 1]


def addresses() -> Iterator[str]:
    """Every route, in both languages, with several of the kinds that differ in size."""
    from samlad.catalogue import indicators, policy_areas

    yield from ("/", "/indikatorer/", "/platser/", "/platser/?q=malm")
    yield from ("/insatser/", "/innehall/", "/statsrad/", "/sok/?q=skola")
    yield from ("/om/", "/om/metod/", "/om/data/", "/om/design/", "/om/tillganglighet/")
    yield from (f"/omraden/{area.slug}/" for area in policy_areas().values())
    yield from (f"/indikatorer/{id_}/" for id_ in indicators())
    d = "/indikatorer/residential-birth-dissimilarity"
    yield f"{d}/?plats=0180&plats=1480&plats=1280&ar=2021&sortera=-varde"
    yield f"{d}/?niva=lan"
    yield from (f"{d}.csv", f"{d}.json")
    places = ("00", "01", "12", "14", "25", "0114", "0180", "0980", "1280", "1480", "2506", "2584")
    yield from (f"/platser/{code}/" for code in places)
    yield from ("/platser/2506.csv", "/platser/2506.json")
    yield from ("/finns-inte/", f"{d}/?ar=abc")
    yield from ("/en/", f"/en{d}/", "/en/platser/0180/", "/en/omraden/boende/", "/en/indikatorer/")


def run(rounds: int = ROUNDS) -> list[Measured]:
    """Measures every address in one process."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    every = tuple(dict.fromkeys(addresses()))
    bodies = {address: client.get(address).content for address in every}
    times: dict[str, list[float]] = {address: [] for address in every}
    processor: dict[str, list[float]] = {address: [] for address in every}
    for _ in range(rounds):
        for address in every:
            began, used = perf_counter(), process_time()
            client.get(address)
            times[address].append(1000 * (perf_counter() - began))
            processor[address].append(1000 * (process_time() - used))
    return [
        Measured(
            address,
            tuple(times[address]),
            tuple(processor[address]),
            len(bodies[address]),
            len(gzip.compress(bodies[address], 6)),
        )
        for address in every
    ]


def prepare() -> None:
    """A portal in memory with the facts in its database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samlad.portal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from samlad.portal.loading import load_facts

    call_command("migrate", verbosity=0)
    load_facts()


def main() -> None:
    prepare()
    measured = run()
    print(f"{'median':>8} {'p95':>8} {'cpu':>8} {'bytes':>9} {'sent':>8}  address")
    for one in sorted(measured, key=lambda one: -one.median):
        print(
            f"{one.median:8.1f} {one.p95:8.1f} {median(one.processor):8.1f} "
            f"{one.plain:9,} {one.sent:8,}  {one.address}"
        )
    pages = [one for one in measured if ".csv" not in one.address and ".json" not in one.address]
    every = tuple(time for one in pages for time in one.times)
    used = tuple(time for one in pages for time in one.processor)
    print(
        f"{len(pages)} pages, {ROUNDS} rounds: median {median(every):.1f} ms (aim {MEDIAN:.0f}), "
        f"p95 {percentile(every, 0.95):.1f} ms (aim {P95:.0f}); processor median "
        f"{median(used):.1f} ms, p95 {percentile(used, 0.95):.1f} ms; "
        f"largest sent {max(one.sent for one in pages):,} bytes"
    )


if __name__ == "__main__":
    main()
