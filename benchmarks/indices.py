"""Speed of the indices beside the peers: one table of what each task takes, and what is aimed at.

All on the same generated people in one run, equal results checked before a ratio is given. Set
SAMLAD_PEERS to a Python that has the packages of peers.txt to measure them beside Samlad; for one
that is not there, and for R, stand the seconds it took on an idle machine with two cores, marked
with a star. Measuring the peers takes ten minutes, without them half a minute.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks import indices_spatial as spatial
from benchmarks import inputs
from samlad.indices import Counts, bootstrap, correct, local_table, random_allocation, table
from samlad.indices.change import change
from samlad.indices.merging import alike_pairs, merge_pairs
from samlad.indices.rank_order import rank_order_h, rank_order_r, rank_order_s

PEERS = os.environ.get("SAMLAD_PEERS", "")
PEER = Path(__file__).parent / "peer.py"
#: Ours in the order of the peer’s classes; hutchens and theil-m it does not have.
TWO = ["dissimilarity", "gini", "theil-h", "atkinson", "isolation", "interaction",
       "correlation-ratio", "minmax", "hutchens"]  # fmt: skip
FIVE = ["dissimilarity", "gini", "theil-h", "normalised-exposure", "relative-diversity",
        "squared-variation", "diversity", "simpson-interaction", "theil-m"]  # fmt: skip
MILLION = """
import json, sys
from time import perf_counter
import numpy as np
from samlad.indices import Counts, find
counts = Counts.from_arrays(np.load(sys.argv[1])["people"])
start = perf_counter()
np.save(sys.argv[2], find("gini").value(counts))
seconds = perf_counter() - start
peak = float(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "peak": peak}))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A task: our seconds, the peer's, whether those were measured now, and the aim.

    aim: times as fast as the peer, or (is_limit) seconds at most. note: what was checked. idle:
    what a peer that was measured now takes on an idle machine.
    """

    work: str
    ours: float
    peer: str
    theirs: float
    is_measured: bool
    aim: float
    is_limit: bool = False
    note: str = ""
    idle: float = 0.0

    def __str__(self) -> str:
        ratio = self.theirs / self.ours
        is_met = self.ours <= self.aim if self.is_limit else ratio >= self.aim
        star = "" if self.is_measured else "*"
        aim = f"≤ {self.aim:g} s" if self.is_limit else f"≥ {self.aim:,g} ×"
        cells = (
            self.work, _shown(self.ours), f"{self.peer} {_shown(self.theirs)}{star}",
            f"{ratio:,.0f} ×" if ratio >= 10 else f"{ratio:.1f} ×", aim,
            "met" if is_met else "not met", self.note,
        )  # fmt: skip
        return f"| {' | '.join(cells)} |"


def _shown(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1e3:,.1f} ms"


def main() -> None:
    print("| work | Samlad | peer | ratio | aim | | |\n|---|---|---|---|---|---|---|")
    slower = []
    for rows in (_table_rows, _drawn_rows, _corrected_rows, _gini_rows, _million_rows,
                 _change_rows, _merging_rows, _scale_rows):  # fmt: skip
        for row in rows():
            print(row, flush=True)
            slower += [row.theirs / row.idle] if row.is_measured and row.idle else []
    print("\n* not measured here: the peer's time on an idle machine with two cores")
    if slower:
        print(f"  The peers measured here took {np.median(slower):.1f} times what they take there: "
              "a busy machine makes ratios with a star that much too low.")  # fmt: skip


def _table_rows() -> Iterator[Row]:
    two, five = inputs.towns(2), inputs.towns(5)
    spent = seconds(lambda: _seventeen(two, five))
    theirs, found = _peer("municipalities", offsets=two.offsets, two=two.table, five=five.table)
    note = "" if found is None else _same(_seventeen(two, five), found)
    yield Row("17 indices × 290 municipalities", spent, "PySAL", theirs or 11.2,
              found is not None, 200, note=note, idle=11.2)  # fmt: skip
    years = [inputs.all_years(groups) for groups in (2, 5)]
    full = seconds(
        lambda: table(afresh(years[0]), ["theil-m", "theil-h", "dissimilarity", "isolation"]), 2
    )
    more = seconds(lambda: table(afresh(years[1]), ["theil-m", "theil-h", "dissimilarity"]), 2)
    yield Row("290 × 10 years, M, H, D, isolation with intervals", full, "R", 75, False, 1, True,
              f"of five groups, M, H, D: {_shown(more)}")  # fmt: skip


def _seventeen(two: Counts, five: Counts) -> np.ndarray:
    """Ours in the order of the peer's, whose two forms of Simpson's index are one of ours."""
    bare: dict[str, Any] = {"interval": None, "correct": False}
    pairs = table(afresh(two), TWO, **bare).estimate.reshape(-1, len(TWO)).T
    groups = table(afresh(five), FIVE, **bare).estimate.reshape(-1, len(FIVE)).T
    return np.vstack([pairs[:-1], groups[:-1], 1 - groups[-2]])


def _drawn_rows() -> Iterator[Row]:
    five, three, two = inputs.nation(5), inputs.nation(5, 3363), inputs.nation(2)
    names = ["theil-m", "theil-h"]
    bootstrap(two, names, draws=2), random_allocation(two, names, draws=2)  # compiled before
    drawn, found = timed(lambda: bootstrap(five, names))
    formula, result = timed(lambda: table(afresh(five), names), 5)
    away = np.abs(result.standard_error / found.standard_error[0] - 1).max()
    yield Row("M and H, 500 bootstraps, 6,160 × 5", drawn, "R", 8.4, False, 8)
    yield Row("the same by formula", formula, "R", 8.4, False, 2000,
              note=f"errors within {away:.0%} of the bootstrap's")  # fmt: skip
    spent = seconds(lambda: random_allocation(three, ["theil-m"]))
    yield Row("M at random, 500 draws, 3,363 × 5", spent, "R", 10.3, False, 30)
    spent = seconds(lambda: local_table(afresh(five), index="theil-m"))
    yield Row("local M with intervals (by formula), 6,160 × 5", spent, "R", 7.4, False, 15)
    spent = seconds(lambda: bootstrap(two, ["dissimilarity"]))
    yield Row("D, 500 bootstraps, 6,160", spent, "R", 20.5, False, 40)


def _corrected_rows() -> Iterator[Row]:
    for counts, name, task, known, aim, near in (
        (inputs.nation(2), "bootstrap", "bias-corrected", 1.9, 10, 2e-3),
        (inputs.schools(), "density", "density-corrected", 47.8, 300, 1e-4),
    ):
        spent, ours = timed(
            partial(lambda counts, name: correct(afresh(counts), name), counts, name)
        )
        theirs, found = _peer(task, table=counts.table)
        note = "" if found is None else _same(ours, found, near)
        yield Row(f"{task} D, 6,160", spent, "PySAL", theirs or known, found is not None, aim,
                  note=note, idle=known)  # fmt: skip


def _gini_rows() -> Iterator[Row]:
    twenty = inputs.nation(20)
    spent, ours = timed(lambda: _bare(afresh(twenty), "gini"))
    theirs, found = _peer("gini", table=twenty.table)
    note = "" if found is None else _same(ours, found)
    yield Row("multigroup Gini, 6,160 × 20", spent, "PySAL", theirs or 4.6, found is not None, 200,
              note=note, idle=4.6)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.npz"
        np.savez(path, people=inputs.million())
        done, _ = spatial._run(sys.executable, MILLION, path)
    fits = "met" if done["peak"] <= 1024 else "not met"
    print(f"| multigroup Gini, 1,000,000 × 10 | {_shown(done['seconds'])} | PySAL runs out of "
          f"memory* | | ≤ 1 GiB | {fits} | peak {done['peak']:.0f} MiB |")  # fmt: skip


def _million_rows() -> Iterator[Row]:
    counts = Counts.from_arrays(inputs.million())
    for name, task, known in (("theil-h", "h", 0.27), ("dissimilarity", "d", 0.19)):
        spent, ours = timed(partial(lambda name: _bare(afresh(counts), name), name))
        theirs, found = _peer(task, table=counts.table)
        note = "" if found is None else _same(ours, found)
        yield Row(f"{name}, 1,000,000 × 10", spent, "PySAL", theirs or known, found is not None, 3,
                  note=note, idle=known)  # fmt: skip
    bare: dict[str, Any] = {"interval": None, "correct": False}
    spent = seconds(lambda: table(afresh(counts), ["theil-m", "theil-h"], **bare))
    yield Row("M and H, 1,000,000 × 10", spent, "R", 1.8, False, 20)


def _change_rows() -> Iterator[Row]:
    years = inputs.panel(5)
    spent, found = timed(lambda: change(afresh(years[0]), afresh(years[-1]), index="theil-m"))
    usable = (found.reason == "").sum()
    yield Row("change of M at full convergence, 290 municipalities", spent, "R", 124, False, 200,
              note=f"{usable} with an answer, with errors")  # fmt: skip
    bins = Counts.from_arrays(inputs.incomes())
    orders = (rank_order_h, rank_order_r, rank_order_s)
    spent = seconds(lambda: [order(fresh) for fresh in [afresh(bins)] for order in orders], 20)
    yield Row("rank-order H, R and S, 16 bins × 6,160", spent, "PySAL 2.6", 0.047, False, 20)


def _merging_rows() -> Iterator[Row]:
    units = inputs.nation(5)
    spent = seconds(lambda: merge_pairs(units, inputs.rook()))
    yield Row("merging path of 6,160 units, rook", spent, "R", 1.6, False, 5)
    spent = seconds(lambda: merge_pairs(units, alike_pairs(units, 50)), 1)
    yield Row("merging path of alike units", spent, "R", 205.6, False, 100)


def _scale_rows() -> Iterator[Row]:
    known = {"100000": 23.7, "250000": 206.0}
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "profile.npz"
        np.savez(given, points=inputs.land().places, people=inputs.people(5))
        row = Row("multi-scale profile of H, 6,160 × 4 radii", 0, "PySAL", 18, False, 50)
        codes = spatial.OURS_PROFILE, spatial.THEIRS_PROFILE
        yield _beside(row, codes, 300, given, json.dumps(spatial.RADII))
        for number, (side, _, aim) in spatial.GRIDS.items():
            if number not in known:
                continue
            cells = inputs.cells(int(number), side)
            given = Path(folder) / f"{number}.npz"
            np.savez(given, points=cells.points, people=cells.people)
            row = Row(f"nearest persons, {int(number):,} cells, six k to 51,200", 0, "equipop",
                      known[number], False, aim)  # fmt: skip
            codes = spatial.OURS_NEAREST, spatial.THEIRS_NEAREST
            yield _beside(row, codes, 1024, given, str(side), json.dumps(spatial.PERSONS))


def _beside(row: Row, codes: tuple[str, str], memory: int, given: Path, *settings: str) -> Row:
    """Both in processes of their own on the same arrays: fill the row."""
    done, found = spatial._run(sys.executable, codes[0], given, *settings)
    fits = "" if done["peak"] <= memory else "NOT "
    note = f"peak {done['peak']:.0f} MiB, {fits}within {memory}"
    row = replace(row, ours=done["seconds"], note=note)
    if not PEERS:
        return row
    peer, expected = spatial._run(PEERS, codes[1], given, *settings)
    note += f"; {_same(found, expected, 1e-9)}; peer's peak {peer['peak']:.0f} MiB"
    seconds = peer["seconds"]
    return replace(row, theirs=seconds, is_measured=True, note=note, idle=row.theirs)


def afresh(counts: Counts) -> Counts:
    """The same counts with nothing remembered."""
    return replace(counts)


def timed(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The best of a few runs, and what the last one gave."""
    spent, result = [], None
    for _ in range(times):
        start = perf_counter()
        result = work()
        spent.append(perf_counter() - start)
    return min(spent), result


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    return timed(work, times)[0]


def _bare(counts: Counts, name: str) -> np.ndarray:
    return table(counts, [name], interval=None, correct=False).estimate


def _peer(task: str, **arrays: np.ndarray) -> tuple[float, np.ndarray | None]:
    """What PySAL takes and finds, in a process of its own; nothing where it is not at hand."""
    if not PEERS:
        return 0.0, None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "given.npz", Path(folder) / "found.npy"
        np.savez(source, **arrays)
        done = subprocess.run(
            [PEERS, str(PEER), task, str(source), str(target)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(done.stderr)
        return float(done.stdout.splitlines()[-1]), np.load(target)


def _same(ours: np.ndarray, theirs: np.ndarray, near: float = 1e-9) -> str:
    away = np.abs(ours - theirs)
    rows = (away <= near).reshape(len(away), -1).all(axis=1).mean()
    return "equal" if rows == 1 else f"{rows:.2%} equal, at most {away.max():.1e} apart"


if __name__ == "__main__":
    main()
