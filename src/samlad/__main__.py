"""`python -m samlad` is the same as `samlad`."""

import sys

from samlad.cli import main

sys.exit(main())
