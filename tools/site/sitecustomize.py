"""Read by Python before anything else, where `tools.checks` puts this folder on its path: programs that the tests start
say what they ran through, too.
"""

import contextlib
import sys

if ["-m", "alongside"] in [sys.orig_argv[at : at + 2] for at in range(1, 5)]:
    with contextlib.suppress(ImportError):  # a program with an environment of its own is left alone
        import tools.covering  # noqa: F401 - it watches from now on
