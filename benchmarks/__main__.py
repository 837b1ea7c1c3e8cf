"""`python -m benchmarks [NAME …]`: runs the named measurements, or all there are."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

#: In this order when none is named.
KNOWN = (
    "build", "indices", "indices_change", "indices_spatial", "pages", "content", "search",
    "register",
)  # fmt: skip


def main(names: list[str]) -> int:
    present = [name for name in KNOWN if (Path(__file__).parent / f"{name}.py").is_file()]
    for name in names:
        if name not in present:
            print(f"no measurement '{name}'; there are {', '.join(present)}", file=sys.stderr)
            return 2
    for name in names or present:
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
