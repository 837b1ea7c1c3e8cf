"""Makes the index of a kind in a process of its own: `python -m samlad.portal.finding.making KIND`.

Takes settings and data folder from the environment, as the process that serves has them.
"""

from __future__ import annotations

import os
import sys

#: It gives way to what answers visitors.
NICE = 10


def main(kind: str) -> None:
    """Make it, unless it is there."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    import django

    django.setup()
    from samlad.portal.finding.current import make_now

    make_now(kind)


if __name__ == "__main__":
    main(sys.argv[1])
