"""`samlad build` over all inputs: wall time, peak memory, and where the time goes.

Each build is a process of its own, so that peak memory is the build's and imports are counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

INPUTS = Path(
    os.environ.get("SAMLAD_INPUTS", Path(__file__).parents[2] / "shared" / "data")
).resolve()
TIMES = 3
#: What the build is held to.
SECONDS, MEBIBYTES = 15, 1024

BUILD = """
import json, resource, sys
from pathlib import Path
from samlad.indicators.release import build
built = build(Path(sys.argv[1]), Path(sys.argv[2]))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"rows": built.rows, "seconds": built.seconds, "peak": peak}))
"""


def main() -> None:
    if not (INPUTS / "observations").is_dir():
        print(f"left out: the real inputs are not at {INPUTS}; set SAMLAD_INPUTS to their folder")
        return
    runs = [measured() for _ in range(TIMES)]
    best = min(runs, key=lambda run: run["wall"])
    print(
        f"wall {best['wall']:.1f} s (best of {TIMES}; aim {SECONDS}), "
        f"peak {best['peak']:.0f} MiB (aim {MEBIBYTES}), {best['rows']} results"
    )
    steps = {"start": best["wall"] - sum(best["seconds"].values()), **best["seconds"]}
    for step, seconds in steps.items():
        print(f"  {step:8} {seconds:5.2f} s  {seconds / best['wall']:4.0%}")


def measured() -> dict:
    """One build in a fresh process: rows, seconds by step, peak MiB, and wall time of it all."""
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(INPUTS), str(Path(folder) / "release")],
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(done.stdout) | {"wall": perf_counter() - start}


if __name__ == "__main__":
    main()
