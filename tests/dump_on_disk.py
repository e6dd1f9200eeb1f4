"""Plays the round of test_dump.py in a SQLite database on disk, as the product runs it, and looks through its files.

Called by the test with an empty folder; says how many bytes it looked through, or where it found an answer.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(folder: Path) -> int:
    os.environ |= {"ALONGSIDE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests import test_dump

    raters = test_dump.play()
    before = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    if not all(rater.secret_words.encode() in before for rater in raters):
        print("the answers were never in the files: this test looks in the wrong place", file=sys.stderr)
        return 2
    test_dump.reveal()
    looked = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        looked += len(content)
        for rater in raters:
            for text in (rater.secret_words, rater.code, rater.receipt):
                if text.encode() in content:
                    print(f"{path.name} still holds {text}", file=sys.stderr)
                    return 1
    print(f"looked through {looked} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
