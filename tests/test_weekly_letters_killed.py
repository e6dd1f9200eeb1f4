"""A weekly letter is neither lost nor sent twice when the process is killed while letters are queued."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.installations import installation

pytestmark = pytest.mark.slow

BEFORE = """
import datetime as dt, os, sys
from alongside.config import work
from alongside.core import clock, outbox
from alongside.core.models import Letter
from alongside.goals.models import WeeklyLetter
from alongside.goals.rules.reminders import SUBJECT
from alongside.goals.services import reminders
at = dt.datetime(2026, 3, 16, 9, 0, tzinfo=dt.UTC)
"""
PEOPLE = """
from alongside.goals.tests.factories import make_goal
from alongside.programmes.tests.factories import make_world
with clock.frozen(at - dt.timedelta(days=14)):
    make_goal(make_world().team)
"""
KILLED = """
queue, calls = outbox.queue, []
def dies(**given):
    calls.append(given)
    made = queue(**given)
    if len(calls) == 3:
        os._exit(9)
    return made
outbox.queue = dies
reminders.send_weekly_letters(at=at)
"""
COUNTED = """
letters = list(Letter.objects.filter(subject=SUBJECT).values_list("to", flat=True))
print(len(letters), len(set(letters)), WeeklyLetter.objects.count())
"""


def test_letters__a_process_killed_while_it_queues_them_loses_and_doubles_none(tmp_path: Path):
    with installation(tmp_path / "one") as one:
        made = one.run("programme", "create", "--name", "Far away", "--director", "far@example.org")
        assert made.returncode == 0, made.stderr
        one.python(BEFORE + PEOPLE)

        with pytest.raises(subprocess.CalledProcessError) as killed:
            one.python(BEFORE + KILLED)

        assert killed.value.returncode == 9
        assert one.python(BEFORE + COUNTED).stdout.split() == ["0", "0", "0"]
        for _ in range(2):
            one.python(BEFORE + "work.tick(at=at)\n")  # what a running server does, all of it
            letters, different, seen = map(int, one.python(BEFORE + COUNTED).stdout.split())
            assert (letters, different, seen) == (5, 5, 9)
