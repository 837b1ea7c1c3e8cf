"""The simulations behind docs/indices.md: bias, error and coverage where units are small.

Prints the tables of the manual. Shares of units are logistic(logit P + normal(0, sd)) and stay;
people are drawn anew. Run with `python -m benchmarks.small_units`; it takes a few minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samlad.indices import Counts, bootstrap, table

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
    """Raw D, bootstrap debiasing and ours on the same draws."""
    units, size, share, spread = case
    random = np.random.default_rng(2026)
    found: dict[str, list[np.ndarray]] = {"truth": [], "raw": [], "bootstrap": [], "samlad": []}
    for _ in range(settings):
        probabilities = shares(units, share, spread, random)
        true = truth(probabilities, size, "dissimilarity")
        counts = drawn(probabilities, size, times, random)
        result = table(counts, ["dissimilarity"])
        again = bootstrap(counts, ["dissimilarity"], draws=50)
        shown = result.status == "shown"
        values = {
            "truth": np.full(times, true), "raw": result.estimate,
            "bootstrap": again.estimate[:, 0] - again.bias[:, 0], "samlad": result.corrected,
        }  # fmt: skip
        for name, column in values.items():
            found[name].append(np.column_stack([column, column - true])[shown])
    stacked = {name: np.concatenate(parts) for name, parts in found.items()}
    return {
        name: Errors(float(part[:, 0].mean()), float(np.sqrt((part[:, 1] ** 2).mean())))
        for name, part in stacked.items()
    }


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
    print(
        "| case | true D | raw D: mean, RMSE | bootstrap debiased | Samlad |\n|---|---|---|---|---|"
    )
    for name, case in CASES.items():
        found = errors_of_d(case)
        cells = [
            f"{found[way].mean:.4f}, {found[way].rmse:.4f}"
            for way in ("raw", "bootstrap", "samlad")
        ]
        print(f"| {name} | {found['truth'].mean:.4f} | {' | '.join(cells)} |")


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
