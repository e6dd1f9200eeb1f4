"""`python -m alongside`: the console program, without being installed."""

import sys

from alongside.cli import main

sys.exit(main())
