"""Scales and space: nearest persons and profiles beside the peers, on the same inputs in one run.

The peers are run by the Python that SAMLAD_PEERS names, an environment of their own in which
`pip install segregation equipop` was done; without it only Samlad's own times are printed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

INPUTS = Path(
    os.environ.get("SAMLAD_INPUTS", Path(__file__).parents[2] / "shared" / "data")
).resolve()
GENERATOR = INPUTS.parent / "bench" / "gen_inputs.py"
PEERS = os.environ.get("SAMLAD_PEERS", "")
PERSONS = [50, 200, 800, 3200, 12800, 51200]
#: Between the distances of the lattice: the peer leaves out units at exactly the radius.
RADII = [1300, 2300, 4300, 8300]
#: Cells, side of a cell, and the aims: seconds at most, and times as fast as the peer.
GRIDS = {"20000": (500, 0.6, 8), "100000": (250, 3.0, 8), "250000": (100, 20.0, 10)}
PROFILE_SECONDS, PROFILE_RATIO = 0.36, 50
#: Both sum whole people.
ROUNDING = 1e-12

OURS_NEAREST = """
import json, sys
from time import perf_counter
import numpy as np
from samlad.indices import Counts
from samlad.indices.spatial import Places
from samlad.indices.scale import nearest_persons
given = np.load(sys.argv[1])
side, persons = float(sys.argv[3]), json.loads(sys.argv[4])
warm = Counts.from_arrays([[1, 1], [1, 1]])
nearest_persons(warm, Places.from_arrays([[0, 0], [1, 0]]), persons=[1], cell=1)
seconds = []
for _ in range(3):
    start = perf_counter()
    counts, places = Counts.from_arrays(given["people"]), Places.from_arrays(given["points"])
    found = nearest_persons(counts, places, persons=persons, cell=side)
    seconds.append(perf_counter() - start)
np.save(sys.argv[2], found.people)
peak = float(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"seconds": min(seconds), "peak": peak}))
"""

THEIRS_NEAREST = """
import json, sys
from time import perf_counter
import numpy as np
from equipop.cells import CellData
from equipop.fastcounts import run_knn_counts
given = np.load(sys.argv[1])
side, persons = float(sys.argv[3]), json.loads(sys.argv[4])
people, groups = given["people"], range(given["people"].shape[1])
start = perf_counter()
cells = CellData(
    E=given["points"][:, 0], N=given["points"][:, 1], n=people.sum(axis=1),
    binary_sums={f"g{k}": people[:, k] for k in groups}, unit_size=side,
)
found = run_knn_counts(cells, k_values=persons, overshoot_mode="whole", report=False)
seconds = perf_counter() - start
np.save(sys.argv[2], np.stack(
    [found[[f"T_g{k}_{number}" for k in groups]].to_numpy() for number in persons]
))
peak = float(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "peak": peak}))
"""

OURS_PROFILE = """
import json, sys
from time import perf_counter
import numpy as np
from samlad.indices import Counts, find
from samlad.indices.spatial import Places
from samlad.indices.scale import profile_by_radius
given = np.load(sys.argv[1])
radii = json.loads(sys.argv[3])
def theil_h(lived):
    return find("theil-h").value(lived.pooled())
profile_by_radius(Counts.from_arrays([[1, 2], [2, 1]]), Places.from_arrays([[0, 0], [1, 0]]),
                  theil_h, radii=[1])
seconds = []
for _ in range(3):
    start = perf_counter()
    counts, places = Counts.from_arrays(given["people"]), Places.from_arrays(given["points"])
    found = profile_by_radius(counts, places, theil_h, radii=radii, kernel="uniform")
    seconds.append(perf_counter() - start)
np.save(sys.argv[2], found.values[:, 0])
peak = float(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"seconds": min(seconds), "peak": peak}))
"""

THEIRS_PROFILE = """
import json, sys, warnings
from time import perf_counter
import numpy as np
warnings.simplefilter("ignore")
import geopandas
from segregation.dynamics import compute_multiscalar_profile
from segregation.multigroup import MultiInfoTheory
given = np.load(sys.argv[1])
radii = json.loads(sys.argv[3])
names = [f"g{k}" for k in range(given["people"].shape[1])]
frame = geopandas.GeoDataFrame(
    dict(zip(names, given["people"].T)),
    geometry=geopandas.points_from_xy(*given["points"].T), crs="EPSG:3006",
)
start = perf_counter()
found = compute_multiscalar_profile(
    frame, MultiInfoTheory, groups=names, distances=radii, function="boxcar"
)
seconds = perf_counter() - start
np.save(sys.argv[2], found.loc[radii].to_numpy())
peak = float(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"seconds": seconds, "peak": peak}))
"""


def main() -> None:
    if not GENERATOR.is_file():
        print(f"left out: the generator of inputs is not at {GENERATOR}; set SAMLAD_INPUTS")
        return
    if not PEERS:
        print("peers left out: SAMLAD_PEERS names no Python with segregation and equipop")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, str(GENERATOR), folder], check=True, stdout=subprocess.DEVNULL
        )
        for cells in GRIDS:
            _nearest(Path(folder), cells)
        _profile(Path(folder))


def _nearest(folder: Path, cells: str) -> None:
    side, aim, ratio = GRIDS[cells]
    arrays = _arrays(folder, f"grid{cells}", ["E", "N"])
    settings = (str(side), json.dumps(PERSONS))
    ours, found = _run(sys.executable, OURS_NEAREST, arrays, *settings)
    title = f"nearest persons, {int(cells):,} cells, six k to 51,200"
    print(f"{title}: {ours['seconds']:.2f} s (aim {aim}), peak {ours['peak']:.0f} MiB")
    if PEERS:
        theirs, expected = _run(PEERS, THEIRS_NEAREST, arrays, *settings)
        same = (found == expected).all(axis=2).mean()
        _compare("equipop", ours, theirs, ratio, f"{same:.4%} of rows identical")


def _profile(folder: Path) -> None:
    arrays = _arrays(folder, "units6160_g5", ["x", "y"])
    settings = (json.dumps(RADII),)
    ours, found = _run(sys.executable, OURS_PROFILE, arrays, *settings)
    title = "profile of H, 6,160 points × 4 radii"
    print(
        f"{title}: {ours['seconds']:.3f} s (aim {PROFILE_SECONDS}), "
        f"peak {ours['peak']:.0f} MiB (aim 300)"
    )
    if PEERS:
        theirs, expected = _run(PEERS, THEIRS_PROFILE, arrays, *settings)
        away = np.abs(found - expected).max()
        verdict = "equal" if away < ROUNDING else "DIFFERENT"
        _compare("PySAL", ours, theirs, PROFILE_RATIO, f"{verdict} (within {away:.1e})")


def _compare(peer: str, ours: dict, theirs: dict, aim: int, agreement: str) -> None:
    ratio = theirs["seconds"] / ours["seconds"]
    print(
        f"  {peer}: {theirs['seconds']:.2f} s, {theirs['peak']:.0f} MiB; "
        f"{ratio:.0f} times as fast (aim {aim}); {agreement}"
    )


def _arrays(folder: Path, name: str, coordinates: list[str]) -> Path:
    """Points and people of a generated input, for both sides to read."""
    import pandas

    frame = pandas.read_parquet(folder / f"{name}.parquet")
    groups = [column for column in frame if str(column).startswith("g")]
    path = folder / f"{name}.npz"
    np.savez(
        path,
        points=frame[coordinates].to_numpy(float),
        people=frame[groups].to_numpy(float),
    )
    return path


def _run(python: str, code: str, arrays: Path, *settings: str) -> tuple[dict, np.ndarray]:
    """Run the code on the arrays in a process of its own: what it says, and what it found."""
    result = arrays.with_suffix(".npy")
    done = subprocess.run(
        [python, "-c", code, str(arrays), str(result), *settings],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1]), np.load(result)


if __name__ == "__main__":
    main()
