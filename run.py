"""Set up and open Alongside: `python3 run.py` (on Windows `py run.py`).

This file parses on any Python, so that an old one is told what to do instead of showing a SyntaxError.
Everything else is in tools/, which needs Python 3.11 and the standard library only.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Alongside needs Python 3.11 or newer, and this is Python %s.\n"
        "Get one from https://www.python.org/downloads/, or on Debian 12, Ubuntu 24.04 and later use python3."
        % sys.version.split()[0]
    )

from tools import start

sys.exit(start.main(sys.argv[1:]))
