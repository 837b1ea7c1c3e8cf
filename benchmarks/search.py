"""Searches over 44,398 real and 1,000,000 generated items: time, size, memory, beside two peers.

A question is answered whole: total, counts of every facet, years, the first page; nothing is kept
from one question to the next. The peers answer the same questions on the same terms in the same
run, and their totals and counts must be equal. On a machine that does other things too, the time
of the processor says more than the clock; for PostgreSQL, another process, there is only the clock.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.pages import percentile

#: Milliseconds at a million items, at the 95th percentile: ordinary questions, and the worst ones.
ORDINARY, WORST, TIMES_AHEAD = 20.0, 130.0, 10.0
MILLION = int(os.environ.get("SAMLAD_BENCH_ITEMS", "1000000"))
QUESTIONS = 150
#: The peers are asked every so many questions, since they take so long.
PEERS_EVERY = 5


@dataclass(frozen=True)
class Times:
    """Milliseconds of each question, on the clock and of the processor."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    def line(self) -> str:
        return (
            f"median {median(self.clock):8.1f}  p95 {percentile(self.clock, 0.95):8.1f}  "
            f"worst {max(self.clock):8.1f}  cpu p95 {percentile(self.processor, 0.95):8.1f} ms"
        )


def timed(find: Callable[[Any], Any], questions: Sequence[Any]) -> tuple[Times, list[Any]]:
    clock, processor, answers = [], [], []
    for question in questions:
        began, used = perf_counter(), process_time()
        answers.append(find(question))
        processor.append(1000 * (process_time() - used))
        clock.append(1000 * (perf_counter() - began))
    return Times(tuple(clock), tuple(processor)), answers


_CHILD = "import sys; from benchmarks.search import measure; measure(*sys.argv[1:])"


def measure(folder: str, saved: str, target: str) -> None:
    """In a process of its own: open the index, answer everything, say what memory it took."""
    set_up()
    from samlad.portal.finding.search_index import SearchIndex

    asked = pickle.loads(Path(saved).read_bytes())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    index = SearchIndex(Path(folder))

    def find(wanted: Any) -> Any:
        index._answered.cache_clear()
        return index.find(wanted)

    for sort in asked:
        find(sort.questions[0])
    found = {sort.name: timed(find, sort.questions) for sort in asked}
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Path(target).write_bytes(pickle.dumps((found, (after - before) / 1024)))


def beside(name: str, documents: list[Any], everywhere: str) -> None:
    """One corpus: Samlad's index, then the peers."""
    from benchmarks.search_corpus import FACETS, questions
    from benchmarks.search_peers import SQLite, postgresql
    from samlad.portal.finding.saved_columns import newest_first
    from samlad.portal.finding.search_index import make

    print(f"-- {name}: {len(documents):,} items", flush=True)
    asked = questions(documents, everywhere, QUESTIONS)
    with tempfile.TemporaryDirectory(prefix="samlad-bench-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        os.chmod(folder, 0o755)  # PostgreSQL's own user goes through it
        (folder / "index").mkdir()
        began, used = perf_counter(), process_time()
        make(documents, FACETS, folder / "index")
        took = (
            f"made in {perf_counter() - began:.0f} s ({process_time() - used:.0f} s of processor)"
        )
        size = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
        (folder / "asked").write_bytes(pickle.dumps(asked))
        names = (str(folder / name) for name in ("index", "asked", "found"))
        subprocess.run([sys.executable, "-c", _CHILD, *names], check=True)
        found, memory = pickle.loads((folder / "found").read_bytes())
        print(f"{'Samlad':12} {took}, {size / 1e6:,.0f} MB on disk, {memory:,.0f} MB more memory")
        for sort in asked:
            print(f"{'':12} {sort.name:12} {found[sort.name][0].line()}", flush=True)
        documents = newest_first(documents)
        sqlite = SQLite(folder)
        _peer(sqlite, documents, asked, found)
        with postgresql(folder) as postgres:
            if postgres is None:
                print("PostgreSQL   is not here; install Debian's postgresql to see it")
            else:
                _peer(postgres, documents, asked, found)


def _peer(peer: Any, documents: list[Any], asked: Sequence[Any], found: dict[str, Any]) -> None:
    began = perf_counter()
    peer.fill(documents)
    print(
        f"{peer.name:12} made in {perf_counter() - began:.0f} s, "
        f"{peer.size() / 1e6:,.0f} MB on disk"
    )
    for sort in asked:
        of_peer = sort.questions[::PEERS_EVERY]
        times, answers = timed(peer.find, of_peer)
        ours_times, ours = found[sort.name]
        for wanted, (total, counts, page), own in zip(
            of_peer, answers, ours[::PEERS_EVERY], strict=True
        ):
            assert (total, counts) == (own.total, {f: dict(c) for f, c in own.counts.items()}), (
                wanted
            )
            assert page == len(own.keys), wanted
        ahead = percentile(times.clock, 0.95) / percentile(ours_times.clock[::PEERS_EVERY], 0.95)
        print(
            f"{'':12} {sort.name:12} {times.line()}  Samlad {ahead:.0f} times ahead at p95",
            flush=True,
        )


def set_up() -> None:
    """Django, since documents are told from its tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samlad.portal.settings")
    import django

    django.setup()


def main() -> None:
    set_up()
    from benchmarks import search_corpus

    found = search_corpus.real()
    if found is None:
        print("the real items are not here; set SAMLAD_INPUTS to the folder of inputs")
    else:
        beside("real", found, "om")
    del found
    gc.collect()
    beside("generated", list(search_corpus.generated(MILLION)), search_corpus.EVERYWHERE)
    print(
        f"aims at 1,000,000: p95 under {ORDINARY:.0f} ms ordinary, {WORST:.0f} ms worst, "
        f"{TIMES_AHEAD:.0f} times ahead at p95"
    )
