"""Read by Python before anything else, where `tools.checks` puts this folder on its path: programs that the tests start
say what they ran through, too.
"""

import sys

if "alongside" in sys.orig_argv[1:6]:
    import tools.covering  # noqa: F401 - it watches from now on
