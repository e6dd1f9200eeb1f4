"""For those who write content: `python -m alongside.content check`, and `lock` to publish what is new.

`data-map` prints the page docs/assurance/data-map.md.
"""

from __future__ import annotations

import sys

from alongside.content.data_map import data_map
from alongside.content.errors import ContentError
from alongside.content.library import FOLDER, load
from alongside.content.lock import lock_new
from alongside.content.retention import retention


def main(arguments: list[str]) -> int:
    """0 when all is well, 1 when the content is wrong, 2 when the command is not known."""
    if arguments not in (["check"], ["lock"], ["data-map"]):
        sys.stderr.write("Say “check” to check the content, “lock” to publish what is new, “data-map” to print it.\n")
        return 2
    try:
        policy = retention()
        if arguments == ["data-map"]:
            sys.stdout.write(data_map(policy))
            return 0
        library = load(check_lock=arguments == ["check"])
        if arguments == ["lock"]:
            added = lock_new(library.checksums, FOLDER)
            sys.stdout.write("".join(f"published {key}\n" for key in added))
    except ContentError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    sys.stdout.write(f"{len(library.checksums)} entries, all well.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
