"""The simulations behind docs/indices.md: bias, error and coverage where units are small.

Prints the tables of the manual. Shares of units are logistic(logit P + normal(0, sd)) and stay;
people are drawn anew. Run with `python -m benchmarks.small_units`; it takes a few minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samlad.indices import CORRECTIONS, Counts, bootstrap, correct, plug_in, table

#: Units, people in each, share of the minority, spread of the units' shares.
CASES = {
    "schools 200 × 20, 10 % minority, segregated": (200, 20, 0.1, 0.9),
    "schools 200 × 20, 10 % minority, none": (200, 20, 0.1, 0.0),
    "areas 40 × 1,700, 2 % minority, mild": (40, 1700, 0.02, 0.4),
    "municipality 12 × 1,500, 0.3 % minority, none": (12, 1500, 0.003, 0.0),
    "schools 200 × 20, 10 % minority, faint": (200, 20, 0.1, 0.3),
}
COVERED = (
    "dissimilarity",
    "gini",
    "theil-m",
    "theil-h",
    "isolation",
    "correlation-ratio",
    "hutchens",
)


@dataclass(frozen=True, slots=True)
class Errors:
    """Mean and root mean square error of one way to estimate."""

    mean: float
    rmse: float


def shares(units: int, share: float, spread: float, random: np.random.Generator) -> np.ndarray:
    logit = np.log(share / (1 - share)) + random.normal(0, spread, units)
    return 1 / (1 + np.exp(-logit))


def truth(probabilities: np.ndarray, size: int, index: str) -> float:
    counts = Counts.from_arrays(np.column_stack([probabilities, 1 - probabilities]) * size)
    return float(table(counts, [index], interval=None, correct=False).estimate[0])


def drawn(probabilities: np.ndarray, size: int, times: int, random: np.random.Generator) -> Counts:
    """So many replicates as segments of one Counts."""
    first = random.binomial(size, probabilities, (times, len(probabilities)))
    cells = np.stack([first, size - first], axis=-1).reshape(-1, 2)
    return Counts.from_arrays(cells, segments=np.repeat(np.arange(times), len(probabilities)))


def errors_of_d(case: tuple, settings: int = 20, times: int = 100) -> dict[str, Errors]:
    """Raw D and every correction of it on the same draws."""
    return _errors(case, "dissimilarity", ("raw", *CORRECTIONS), settings, times)


def _errors(
    case: tuple, index: str, ways: Sequence[str], settings: int, times: int
) -> dict[str, Errors]:
    units, size, share, spread = case
    random = np.random.default_rng(2026)
    found: dict[str, list[np.ndarray]] = {way: [] for way in ("truth", *ways)}
    for _ in range(settings):
        probabilities = shares(units, share, spread, random)
        true = truth(probabilities, size, index)
        counts = drawn(probabilities, size, times, random)
        shown = counts.reasons == ""
        for way, values in found.items():
            value = np.full(times, true) if way == "truth" else _estimated(counts, index, way)
            values.append(np.column_stack([value, value - true])[shown])
    stacked = {way: np.concatenate(parts) for way, parts in found.items()}
    return {
        way: Errors(float(part[:, 0].mean()), float(np.sqrt((part[:, 1] ** 2).mean())))
        for way, part in stacked.items()
    }


def _estimated(counts: Counts, index: str, way: str) -> np.ndarray:
    if way == "bootstrap":  # 50 draws are enough where thousands of replicates are averaged
        again = bootstrap(counts, [index], draws=50)
        return again.estimate[:, 0] - again.bias[:, 0]
    if way == "raw":
        return table(counts, [index], interval=None, correct=False).estimate
    if way == "samlad":
        return table(counts, [index]).corrected
    return plug_in(counts, index) if way == "dirichlet" else correct(counts, way)


def coverage(index: str, case: tuple, *, settings: int, times: int) -> float:
    """How often the 95 % interval holds the truth, in per cent."""
    units, size, share, spread = case
    random = np.random.default_rng([units, size, int(share * 1000), int(spread * 1000)])
    held = []
    for _ in range(settings):
        probabilities = shares(units, share, spread, random)
        true = truth(probabilities, size, index)
        result = table(drawn(probabilities, size, times, random), [index])
        shown = result.status == "shown"
        held.append(((result.low <= true + 1e-12) & (true <= result.high + 1e-12))[shown])
    return 100 * float(np.concatenate(held).mean())


def print_errors() -> None:
    ways = ("raw", *CORRECTIONS)
    print(f"| case | true D | {' | '.join(ways)} |\n|---" + "|---" * (len(ways) + 1) + "|")
    for name, case in CASES.items():
        found = errors_of_d(case)
        cells = [f"{found[way].mean:.3f}, {found[way].rmse:.3f}" for way in ways]
        print(f"| {name} | {found['truth'].mean:.3f} | {' | '.join(cells)} |", flush=True)
    print()
    others = ("raw", "bootstrap", "dirichlet", "samlad")
    print(f"| index | case | true | {' | '.join(others)} |\n|---|---|---" + "|---" * 4 + "|")
    for index in ("theil-h", "gini", "isolation"):
        for name, case in CASES.items():
            found = _errors(case, index, others, 20, 50)
            cells = [f"{found[way].mean:.3f}, {found[way].rmse:.3f}" for way in others]
            print(f"| {index} | {name} | {found['truth'].mean:.3f} | {' | '.join(cells)} |",
                  flush=True)  # fmt: skip


def print_coverage(settings: int = 20, times: int = 200) -> None:
    print(f"| people × units, minority, spread | {' | '.join(COVERED)} |")
    print("|---" * (len(COVERED) + 1) + "|")
    for size in (20, 150, 1500):
        for units in (10, 50, 200):
            for share, spread in ((0.2, 0.8), (0.05, 0.8), (0.2, 0.2), (0.2, 0.0)):
                cells = [
                    coverage(index, (units, size, share, spread), settings=settings, times=times)
                    for index in COVERED
                ]
                row = f"{size:,} × {units}, {share:.0%}, sd {spread:g}"
                shown = " | ".join(f"{cell:.1f}" for cell in cells)
                print(f"| {row} | {shown} |", flush=True)


if __name__ == "__main__":
    print_errors()
    print()
    print_coverage()
