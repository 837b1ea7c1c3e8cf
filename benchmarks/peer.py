"""What PySAL takes for a task; run by the Python of the peers, not by Samlad's.

`python peer.py TASK INPUT.npz OUTPUT.npy` reads arrays, writes what PySAL found, and prints the
seconds it took. Needs `pip install segregation`; imports nothing of Samlad.
"""

import sys
import warnings
from time import perf_counter

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
SINGLE = (
    "Dissim", "Gini", "Entropy", "Atkinson", "Isolation", "Interaction", "CorrelationR", "MinMax",
)  # fmt: skip
MULTI = (
    "MultiDissim", "MultiGini", "MultiInfoTheory", "MultiNormExposure", "MultiRelativeDiversity",
    "MultiSquaredCoefVar", "MultiDiversity", "SimpsonsInteraction", "SimpsonsConcentration",
)  # fmt: skip


def two(table: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"group": table[:, 0], "total": table.sum(axis=1)})


def several(table: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(table, columns=[f"g{group}" for group in range(table.shape[1])])


def single_index(name: str, frame: pd.DataFrame) -> float:
    import segregation.singlegroup as single

    return float(getattr(single, name)(frame, "group", "total").statistic)


def multi_index(name: str, frame: pd.DataFrame) -> float:
    import segregation.multigroup as multi

    return float(np.sum(getattr(multi, name)(frame, list(frame.columns)).statistic))


def municipalities(given: dict) -> list:
    ends = given["offsets"][1:-1]
    pairs = [two(part) for part in np.split(given["two"], ends)]
    frames = [several(part) for part in np.split(given["five"], ends)]
    rows = [[single_index(name, frame) for frame in pairs] for name in SINGLE]
    return rows + [[multi_index(name, frame) for frame in frames] for name in MULTI]


TASKS = {
    "municipalities": municipalities,
    "bias-corrected": lambda given: [single_index("BiasCorrectedDissim", two(given["table"]))],
    "density-corrected": lambda given: [
        single_index("DensityCorrectedDissim", two(given["table"]))
    ],
    "gini": lambda given: [multi_index("MultiGini", several(given["table"]))],
    "h": lambda given: [multi_index("MultiInfoTheory", several(given["table"]))],
    "d": lambda given: [multi_index("MultiDissim", several(given["table"]))],
}


def main(task: str, source: str, target: str) -> None:
    import segregation.multigroup
    import segregation.singlegroup  # noqa: F401  (imported before the clock starts)

    given = dict(np.load(source))
    start = perf_counter()
    found = TASKS[task](given)
    print(perf_counter() - start)
    np.save(target, np.array(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
