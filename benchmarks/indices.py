"""Speed of the indices against a plain loop over municipalities and, where it is at hand, PySAL.

All on the same generated people in one run, equal results checked before a ratio is printed. Set
SAMLAD_PEERS to a Python that has PySAL's `segregation` installed to compare with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np

from samlad.indices import Counts, all_indices, bootstrap, table

UNITS, TOWNS, PEOPLE = 6160, 290, 1700
MAIN = ["theil-m", "theil-h", "dissimilarity", "isolation"]
#: Ours → the class of PySAL that computes the same.
PEERS = {
    "dissimilarity": "Dissim", "gini": "Gini", "theil-h": "Entropy", "atkinson": "Atkinson",
    "isolation": "Isolation", "interaction": "Interaction", "correlation-ratio": "CorrelationR",
}  # fmt: skip
PEER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd
import segregation.singlegroup as single
names, path = json.loads(sys.argv[1]), sys.argv[2]
data = np.load(path)
frames = [pd.DataFrame({"group": part[:, 0], "total": part.sum(axis=1)})
          for part in np.split(data["table"], data["offsets"][1:-1])]
start = time.perf_counter()
values = {ours: [float(getattr(single, theirs)(frame, "group", "total").statistic)
                 for frame in frames] for ours, theirs in names.items()}
print(json.dumps({"seconds": time.perf_counter() - start, "values": values}))
"""


def towns(groups: int, years: int = 1) -> Counts:
    """People of units in municipalities, a Dirichlet mix in each unit; the same every time."""
    random = np.random.default_rng([UNITS, groups])
    sizes = np.maximum(200, random.lognormal(np.log(PEOPLE), 0.35, UNITS * years)).astype(int)
    shares = random.dirichlet(np.linspace(6, 1, groups), UNITS * years)
    segments = np.sort(random.integers(0, TOWNS, UNITS))
    segments = np.concatenate([segments + TOWNS * year for year in range(years)])
    return Counts.from_arrays(random.multinomial(sizes, shares), segments=segments)


def afresh(counts: Counts) -> Counts:
    """The same counts with nothing remembered."""
    return Counts(
        counts.table, counts.offsets, counts.segments, counts.units, counts.groups, counts.rows
    )


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The best of a few runs."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return min(found)


def loop(counts: Counts) -> dict[str, list[float]]:
    """M, H, D and isolation as one would write them, one municipality after the other."""
    values: dict[str, list[float]] = {name: [] for name in MAIN}
    for start, end in zip(counts.offsets[:-1], counts.offsets[1:], strict=True):
        part = counts.table[start:end]
        sizes, groups = part.sum(axis=1), part.sum(axis=0)
        total, share, mix = part.sum(), part / part.sum(axis=1, keepdims=True), groups / part.sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            m = np.nansum(sizes[:, None] / total * share * np.log(share / mix))
        values["theil-m"].append(m)
        values["theil-h"].append(m / -np.sum(mix * np.log(mix)))
        apart = (sizes[:, None] * np.abs(share - mix)).sum()
        values["dissimilarity"].append(apart / (2 * total * np.sum(mix * (1 - mix))))
        values["isolation"].append(np.sum(part[:, 0] / groups[0] * share[:, 0]))
    return values


def against_loop(counts: Counts) -> None:
    plain = seconds(lambda: loop(counts))
    ours = seconds(lambda: table(afresh(counts), MAIN, interval=None, correct=False))
    full = seconds(lambda: table(afresh(counts), MAIN))
    _same(
        {n: table(counts, [n], interval=None, correct=False).estimate for n in MAIN}, loop(counts)
    )
    print(f"M, H, D, isolation × {TOWNS} municipalities, {UNITS:,} units × 2")
    print(f"  loop                    {plain * 1e3:8.1f} ms")
    print(f"  samlad                  {ours * 1e3:8.1f} ms   {plain / ours:6.1f} ×")
    print(f"  samlad with correction and interval {full * 1e3:8.1f} ms")
    resampled = seconds(lambda: [loop(counts) for _ in range(3)], 1) / 3 * 500
    print(f"  loop, interval by 500 resamples, without drawing them: {resampled:.1f} s, "
          f"{resampled / full:,.0f} ×")  # fmt: skip


def against_ten_years() -> None:
    for groups, names in ((2, MAIN), (5, MAIN[:3])):
        counts = towns(groups, years=10)
        full = seconds(lambda c=counts, n=names: table(afresh(c), n), 2)
        print(
            f"{', '.join(names)} with interval × {TOWNS} × 10 years × {groups} groups: {full:.2f} s"
        )


def against_simulation() -> None:
    counts = towns(5)
    one = Counts.from_arrays(counts.table)
    drawn = seconds(lambda: bootstrap(one, ["theil-m", "theil-h"], draws=50), 1) * 10
    formula = seconds(lambda: table(afresh(one), ["theil-m", "theil-h"]))
    print(f"M and H, {UNITS:,} × 5: bootstrap of 500 {drawn:.2f} s, formula {formula * 1e3:.1f} ms")


def against_pysal(counts: Counts) -> None:
    python = os.environ.get("SAMLAD_PEERS")
    if not python:
        print("PySAL left out: set SAMLAD_PEERS to a Python with `segregation` installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "counts.npz"
        np.savez(path, table=counts.table, offsets=counts.offsets)
        done = subprocess.run(
            [python, "-c", PEER, json.dumps(PEERS), str(path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    theirs = json.loads(done.stdout.splitlines()[-1])
    names = list(PEERS)
    ours = seconds(lambda: table(afresh(counts), names, interval=None, correct=False))
    _same({n: table(counts, [n], interval=None, correct=False).estimate for n in names},
          theirs["values"])  # fmt: skip
    print(f"{len(names)} indices × {TOWNS} municipalities: PySAL {theirs['seconds']:.2f} s, "
          f"samlad {ours * 1e3:.1f} ms, {theirs['seconds'] / ours:,.0f} ×")  # fmt: skip


def all_at_once(counts: Counts) -> None:
    names = [index.name for index in all_indices() if index.family != "order"]
    bare = seconds(lambda: table(afresh(counts), names, interval=None, correct=False))
    full = seconds(lambda: table(afresh(counts), names))
    print(f"all {len(names)} indices × {TOWNS} municipalities: {bare * 1e3:.1f} ms, "
          f"with correction and interval {full * 1e3:.1f} ms")  # fmt: skip


def million() -> None:
    random = np.random.default_rng(7)
    people = random.poisson(1.05, (1_000_000, 10)).astype(float)
    counts = Counts.from_arrays(people)
    for names in (["theil-m"], ["theil-h"], ["dissimilarity"], ["gini"]):
        spent = seconds(lambda n=names: table(afresh(counts), n, interval=None, correct=False), 1)
        print(f"{names[0]}, 1,000,000 units × 10: {spent:.2f} s")


def _same(ours: dict, theirs: dict) -> None:
    for name, values in ours.items():
        if not np.allclose(values, theirs[name], atol=1e-10):
            raise AssertionError(f"{name} differs from the peer's")


def run() -> None:
    """Print all comparisons; under a minute."""
    counts = towns(2)
    against_loop(counts)
    all_at_once(counts)
    against_pysal(counts)
    against_ten_years()
    against_simulation()
    million()


main = run

if __name__ == "__main__":
    run()
