"""Exit codes, and the way to end with one."""

from __future__ import annotations

OK = 0
FAILED = 1
USAGE = 2
REFUSED = 3
NOT_READY = 4
PORT_TAKEN = 5
FILE = 6
UNSAFE = 7
INTERRUPTED = 130

EXPLAINED = """\
exit codes:
  0    done
  1    something failed that should not have; the message says what
  2    the command was not understood
  3    refused: a rule does not allow it here
  4    the database cannot be used: no answer, not migrated, or from a newer version
  5    the port is taken
  6    a file or folder cannot be read or written
  7    the settings are not safe for production
  130  stopped with Ctrl-C"""


class Stop(Exception):
    """The command cannot go on: why, in a sentence, and with which exit code."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        self.code = code
        super().__init__(sentence)
