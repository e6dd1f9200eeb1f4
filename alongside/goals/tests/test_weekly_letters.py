"""The weekly letter: to whom, when, what it may say; never lost, never doubled, and ended by a link."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, connection
from django.test import Client

from alongside.core import clock, outbox
from alongside.core.models import AuditEntry, Letter
from alongside.goals.models import LettersStopped, WeeklyLetter
from alongside.goals.rules.goals import State
from alongside.goals.rules.reminders import SUBJECT
from alongside.goals.services import reminders as services
from alongside.goals.services.reminders import letters, restoring
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes import services as programmes
from alongside.programmes.tests.factories import TESTS, World, as_

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_cached(world: World) -> None:
    cache.clear()


def later(days: int = 14) -> dt.datetime:
    """Two weeks after the Monday of the tests: a Monday at nine again."""
    return clock.now() + days * DAY


def sent_to() -> list[str]:
    return sorted(Letter.objects.filter(subject=SUBJECT).values_list("to", flat=True))


def test_letters__go_to_those_for_whom_something_waits(world: World):
    make_goal(world.team)

    number = services.send_weekly_letters(at=later())

    assert sent_to() == [f"{name}@example.org" for name in ("ada", "bea", "ben", "lea", "tom")]
    assert number == 5
    assert WeeklyLetter.objects.filter(queued=False).count() == 3
    [entry] = AuditEntry.objects.filter(action="letters.queued")
    assert entry.changes == {"week": "2026-W12", "people": 8, "letters": 5}


def test_letters__name_no_person_no_place_and_no_topic(world: World):
    make_goal(world.team, title="Telltale title")
    services.send_weekly_letters(at=later())

    letter = Letter.objects.get(to="tom@example.org", subject=SUBJECT)
    text = letter.subject + outbox.text_of(letter)

    assert "- 1 goal waits for a key" in text
    for name in ("Tom", "Rowan", "Elmbank", "Recovery", "Telltale"):
        assert name not in text


def test_letters__tell_of_the_next_seven_days(world: World):
    make_goal(world.team, state=State.ACTIVE, due_on=clock.today() + 3 * DAY)
    make_goal(world.other_team, state=State.ACTIVE, due_on=clock.today() + 7 * DAY)
    services.send_weekly_letters(at=clock.now())

    text = outbox.text_of(Letter.objects.get(to="ada@example.org", subject=SUBJECT))

    assert "- Thursday 5 March: a goal is due" in text
    assert "9 March" not in text


def test_letters__go_once_a_week_and_again_the_week_after(world: World):
    make_goal(world.team)

    assert [services.send_weekly_letters(at=later(days)) for days in (13, 14, 14, 15, 16, 17, 21)] == [
        0, 5, 0, 0, 0, 0, 5,
    ]  # fmt: skip


def test_letters__in_turns_when_there_are_many_people(world: World):
    make_goal(world.team)

    with mock.patch.object(letters, "AT_ONCE", 3):
        turns = [services.send_weekly_letters(at=later()) for _ in range(5)]

    assert sum(turns) == 5
    assert max(turns) <= 3
    assert len(sent_to()) == len(set(sent_to())) == 5


def test_letters__a_crash_between_note_and_letter_loses_and_doubles_none(world: World):
    make_goal(world.team)
    queue, before = outbox.queue, Letter.objects.count()

    for survived in range(5):
        calls = iter(range(99))

        def dies(survived: int = survived, calls: object = calls, **given: object) -> object:
            if next(calls) == survived:  # type: ignore[call-overload]
                raise RuntimeError("the power went")
            return queue(**given)  # type: ignore[arg-type]

        with mock.patch.object(outbox, "queue", dies), pytest.raises(RuntimeError):
            services.send_weekly_letters(at=later())
        assert (WeeklyLetter.objects.count(), Letter.objects.count()) == (0, before)

    services.send_weekly_letters(at=later())
    services.send_weekly_letters(at=later())
    assert len(sent_to()) == len(set(sent_to())) == 5


def test_letters__another_host_that_was_quicker_wins(world: World):
    make_goal(world.team)
    tom = world.user("tom")
    unseen = letters._unseen("2026-W12")
    people = list(unseen)
    WeeklyLetter.objects.create(user=tom, week="2026-W12", queued=True, on=clock.today())

    with mock.patch.object(letters, "_unseen", return_value=people):
        assert services.send_weekly_letters(at=later()) == 0
    assert sent_to() == []
    assert services.send_weekly_letters(at=later()) == 4
    with pytest.raises(IntegrityError):
        WeeklyLetter.objects.create(user=tom, week="2026-W12", queued=True, on=clock.today())


def test_letters__go_to_nobody_who_left_closed_their_account_or_stopped_them(world: World):
    make_goal(world.team)
    programmes.end_membership(world.ben, reason="Moved away", by=TESTS, on=clock.today())
    lea = world.user("lea")
    lea.is_active = False
    lea.save()
    services.stop_letters(world.user("tom").pk, by=acting(world.tom), at=clock.now())

    services.send_weekly_letters(at=later())

    assert sent_to() == ["ada@example.org", "bea@example.org"]


def test_letters__notes_are_kept_for_eight_weeks(world: World):
    make_goal(world.team)
    services.send_weekly_letters(at=later())
    services.send_weekly_letters(at=later(14 + 63))

    assert set(WeeklyLetter.objects.values_list("week", flat=True)) == {"2026-W21"}


def test_stop__the_link_in_the_letter_ends_them_without_signing_in(world: World):
    make_goal(world.team)
    services.send_weekly_letters(at=later())
    text = outbox.text_of(Letter.objects.get(to="tom@example.org", subject=SUBJECT))
    link = "/letters/stop/" + text.split("/letters/stop/")[1].strip()
    browser = Client()

    assert "No more weekly letters?" in browser.get(link).content.decode()
    assert not LettersStopped.objects.exists()
    done = browser.post(link, follow=True)

    assert "You get no more weekly letters" in done.content.decode()
    assert LettersStopped.objects.get().user == world.user("tom")
    assert browser.post(link).status_code == 200
    assert AuditEntry.objects.filter(action="letters.stopped").count() == 1
    Letter.objects.all().delete()
    services.send_weekly_letters(at=later(21))
    assert "tom@example.org" not in sent_to()


@pytest.mark.parametrize("change", ["x", ":", ""])
def test_stop__a_link_that_was_not_written_here_opens_nothing(world: World, change: str):
    link = services.stop_address(world.user("tom").pk).split("localhost")[1].partition("/")[2]
    other = f"{world.user('ben').pk}:{link.rstrip('/').rpartition(':')[2]}"
    wrong = f"/{link.rstrip('/')}{change}/" if change else f"/letters/stop/{other}/"

    assert Client().get(wrong).status_code == Client().post(wrong).status_code == 404
    assert not LettersStopped.objects.exists()


def test_switch__on_ones_own_page(world: World):
    tom = as_(world, "tom")

    assert "On Mondays we write to tom@example.org" in tom.get("/account/reminders/").content.decode()
    page = tom.post("/account/reminders/letters/", {"stop": "1"}, follow=True).content.decode()
    assert "You get no weekly letter" in page
    assert not services.letters_go_to(world.user("tom").pk)
    tom.post("/account/reminders/letters/")
    assert services.letters_go_to(world.user("tom").pk)


def test_restoring__keeps_letters_stopped_and_sends_no_week_twice(world: World):
    make_goal(world.team)
    services.stop_letters(world.user("tom").pk, by=acting(world.tom), at=clock.now())
    with clock.frozen(later()):
        services.send_weekly_letters(at=clock.now())
        now = restoring.remember(connection)
        for table in (LettersStopped, WeeklyLetter, Letter):
            table.objects.all().delete()

        restoring.apply(now)
        restoring.apply(now)

        services.send_weekly_letters(at=clock.now())
    assert sent_to() == []
    assert not services.letters_go_to(world.user("tom").pk)


def test_restoring__of_a_database_that_cannot_be_read_remembers_nothing(world: World):
    with mock.patch.object(LettersStopped, "objects") as broken:
        broken.using.side_effect = None
        broken.using.return_value.values_list.return_value.__iter__.side_effect = DatabaseError
        assert restoring.remember(connection) == {"calendars": [], "stopped": [], "seen": []}
