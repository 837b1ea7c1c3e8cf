"""The filter over all 44,398 real items: server time of its pages, bytes with styles and script.

Django's test client, middleware included, warm, everything in memory. On a machine that does other
things too, the time of the processor says more than the clock. Bytes are those sent, compressed:
the page, its styles, its scripts and what those import.
"""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.build import INPUTS
from benchmarks.pages import percentile, prepare

#: What the page is held to: milliseconds at the 95th percentile, bytes with styles and script.
P95, BYTES = 40.0, 60 * 1024
ROUNDS = 40

ADDRESSES = (
    "/innehall/",
    "/innehall/?q=skola",
    "/innehall/?q=kommun&typ=1334,1324&omrade=1213,2460&fran=2018&till=2023-06",
    "/innehall/?statsrad=ulf-kristersson&visa=tabell",
    "/innehall/?visa=kompakt&sida=1000",
    "/innehall/?visa=tidslinje&fran=2014",
    "/en/innehall/?q=segregation&sortera=relevans",
)


def main() -> None:
    """Measure every address and print it beside what it is held to."""
    source = INPUTS / "content" / "regeringen_items.parquet"
    if not source.is_file():
        print(f"the real items are not at {source}; set SAMLAD_INPUTS to their folder")
        return
    prepare()
    _take(source)
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    every: list[float] = []
    print(f"{'median':>8} {'p95':>8} {'cpu p95':>8} {'sent':>8} {'whole':>8}  address")
    for address in ADDRESSES:
        page = client.get(address).content
        clock, processor = _times(client, address)
        every += processor
        sent, whole = _sent(page), _sent(page) + sum(map(_sent, _beside(page)))
        print(
            f"{median(clock):8.1f} {percentile(tuple(clock), 0.95):8.1f} "
            f"{percentile(tuple(processor), 0.95):8.1f} {sent:8,} {whole:8,}  {address}"
        )
        assert whole <= BYTES, f"{address}: {whole:,} bytes, more than {BYTES:,}"
    print(f"processor p95 of all: {percentile(tuple(every), 0.95):.1f} ms (aim {P95:.0f})")


def _take(source: Path) -> None:
    """The item list into the database in memory."""
    from samlad.portal.content.fetching import take
    from samlad.sources.regeringen import read_items, read_names

    names = read_names(str(source.with_name("regeringen_codes.json")))
    take(read_items(str(source)), names, today=date(2026, 1, 28))


def _times(client: object, address: str) -> tuple[list[float], list[float]]:
    clock, processor = [], []
    for _ in range(ROUNDS):
        began, used = perf_counter(), process_time()
        client.get(address)  # type: ignore[attr-defined]
        clock.append(1000 * (perf_counter() - began))
        processor.append(1000 * (process_time() - used))
    return clock, processor


def _beside(page: bytes) -> list[bytes]:
    """The styles and scripts of a page, with what the scripts import; print styles come later."""
    from samlad.portal.static_files import SOURCE

    names = re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"(?! media="print")', page)
    found: dict[str, bytes] = {}
    waiting = [name.decode() for name in names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (SOURCE / name).read_bytes()
            waiting += [
                f"js/{other.decode()}" for other in re.findall(rb'from "\./([^"]+)"', found[name])
            ]
    return list(found.values())


def _sent(content: bytes) -> int:
    return len(gzip.compress(content, 6))


if __name__ == "__main__":
    main()
