"""Erases a text in a SQLite database on disk, as the product runs it, looks through its files, restores a backup.

Called by the test with an empty folder; says where it still found the text.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

SECRET = "Nurse Winterbottom shouted at Bed 4 last Tuesday"
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def main(folder: Path) -> int:
    data = folder / "data"
    data.mkdir(parents=True)
    os.environ |= {"ALONGSIDE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from alongside.core.backup import services as backups

    if not erase(folder / "older.zip", data):
        return 2
    if holds(data):
        print("the files still hold what was erased")
        return 1
    backups.restore_backup(folder / "older.zip", replace=True)
    if holds(data) or not marked():
        print("an older backup brought it back")
        return 1
    return 0


def erase(older: Path, data: Path) -> bool:
    """Make a place with a bad sentence, take a backup, and let two people erase the sentence."""
    from alongside.core import clock, installation
    from alongside.core.backup import services as backups
    from alongside.core.models import Installation
    from alongside.keeping_safe import services
    from alongside.programmes import services as programmes
    from alongside.programmes.tests import factories as made

    with clock.frozen(NOW):
        installation.be_born(Installation.Kind.REAL, at=NOW)
        world = made.make_world()
        programmes.edit_place(world.team, name="Rowan ward", about=SECRET, by=made.TESTS, on=NOW.date())
        backups.take_backup(older, at=NOW)
        if not holds(data):
            print("the text was never in the files: this looks in the wrong place")
            return False
        case = services.report_text(table="programmes.Place", row=str(world.team.pk), reason="NAMES", at=NOW)
        which = [f"programmes.Place|{world.team.pk}|about"]
        services.hide_text(case, which=which, by=made.actor(world.tom), at=NOW)
        for who in (world.tom, world.lea):
            case = services.decide_about_text(case, verdict="ERASE", by=made.actor(who), at=NOW)
    return True


def holds(data: Path) -> bool:
    return any(SECRET.encode() in path.read_bytes() for path in data.rglob("*") if path.is_file())


def marked() -> bool:
    from alongside.core.texts import ERASED
    from alongside.programmes.models import Place

    return Place.objects.filter(about=ERASED).exists()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
