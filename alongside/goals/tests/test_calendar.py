"""One's calendar: an address nobody can guess, what it holds, whose it is, and how it ends."""

from __future__ import annotations

import datetime as dt
import re
from unittest import mock

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.accounts import services as accounts
from alongside.accounts.models import Tally
from alongside.accounts.throttle import Limit
from alongside.assessments.rules import State as RoundState
from alongside.assessments.tests.factories import make_round
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.goals import services as goal_services
from alongside.goals.models import CalendarAddress, Goal
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.services import reminders as services
from alongside.goals.services.reminders import restoring
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests.factories import acting, make_goal, make_review
from alongside.programmes import services as programmes
from alongside.programmes.tests.factories import TESTS, World, as_

DAY = dt.timedelta(days=1)


def address_of(world: World, who: str) -> str:
    """A fresh calendar address of somebody who has a second step, as a path."""
    accounts.make_codes(getattr(world, who).user, by=TESTS, on=clock.today())
    _, word = services.make_calendar(by=acting(getattr(world, who)), at=clock.now())
    return reverse("calendar", args=[word])


def entries(text: str) -> dict[str, dict[str, str]]:
    """The entries of a calendar by their uid, read as a program reads them."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: dict[str, dict[str, str]] = {}
    one: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            one = {}
        elif line == "END:VEVENT":
            found[one["UID"]] = one
        else:
            one[name.split(";")[0]] = value
    return found


def calendar_of(world: World, who: str) -> dict[str, dict[str, str]]:
    response = Client().get(address_of(world, who))
    assert response.status_code == 200
    return entries(response.content.decode())


def something_of_everything(world: World) -> dict[str, str]:
    """A review, a promise, a test, a goal that is due and a round at the team: the day of each by its uid."""
    review = make_review(world.team)
    promise = goal_services.make_promise(
        review, text="Telltale rota", voice="staff", by_on=clock.today() + 7 * DAY, by=acting(world.tom), at=clock.now()
    )
    goal_services.finish_review(review, next_on=clock.today() + 30 * DAY, by=acting(world.tom), at=clock.now())
    goal = make_goal(world.team, state=State.ACTIVE, title="Telltale title", due_on=clock.today() + 60 * DAY)
    cycle = cycles.make_cycle(
        cycles.make_idea(goal, text="Telltale idea"), step=Step.RUNNING, study_on=clock.today() + 14 * DAY
    )
    round = make_round(place=world.team, state=RoundState.OPEN)
    return {
        f"review-{review.pk}@localhost": "20260401",
        f"study-{cycle.pk}@localhost": "20260316",
        f"promise-{promise.pk}@localhost": "20260309",
        f"due-{goal.pk}@localhost": "20260501",
        f"closes-{round.pk}@localhost": f"{round.closes_on:%Y%m%d}",
    }  # fmt: skip


def test_calendar__holds_what_has_a_day_for_those_it_concerns(world: World):
    days = something_of_everything(world)

    found = calendar_of(world, "tom")

    assert {uid: one["DTSTART"] for uid, one in found.items()} == days
    kinds = {who: sorted(uid.split("-")[0] for uid in calendar_of(world, who)) for who in ("ada", "ben", "cleo", "dev")}
    assert kinds == {
        "ada": ["closes", "due", "promise", "review", "study"],
        "ben": ["promise", "review", "study"],
        "cleo": ["review"],
        "dev": [],
    }


def test_calendar__names_no_person_place_or_topic(world: World):
    something_of_everything(world)

    text = Client().get(address_of(world, "tom")).content.decode().replace("\r\n ", "")

    for name in ("Tom", "Lea", "Elmbank", "Rowan", "Recovery", "Telltale", "example.org"):
        assert name not in text
    assert "SUMMARY:Look at the result of a test" in text
    assert re.search(r"^URL:http://localhost:\d+/goals/[0-9a-f-]{36}/\r$", text, re.MULTILINE)


def test_calendar__keeps_its_uids_and_leaves_out_what_is_far_away_or_done(world: World):
    something_of_everything(world)
    first = set(calendar_of(world, "tom"))

    assert set(calendar_of(world, "tom")) == first
    with clock.frozen(clock.now() + 300 * DAY):
        assert calendar_of(world, "tom") == {}
    Goal.objects.update(state=State.STOPPED, state_why="Over", slot=None)
    assert {uid.split("-")[0] for uid in calendar_of(world, "tom")} == {"review", "closes", "promise"}


def test_calendar__is_a_file_for_calendars_that_nothing_keeps(world: World):
    response = Client().get(address_of(world, "tom"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "Set-Cookie" not in response
    assert response.content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert Client().post(address_of(world, "tom")).status_code == 405


def test_calendar__asks_as_much_for_many_as_for_few(world: World):
    path = address_of(world, "ada")
    something_of_everything(world)
    few = queries(path)
    rows = [make_goal(world.site, state=State.ACTIVE, due_on=clock.today() + DAY) for _ in range(8)]
    for row in rows:
        cycles.make_cycle(cycles.make_idea(row), step=Step.RUNNING)

    assert queries(path) == few


def queries(path: str) -> int:
    Client().get(path)
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return len(captured)


def test_calendar__ends_at_once_and_with_its_persons_rights(world: World):
    path, again = address_of(world, "tom"), address_of(world, "ben")
    services.end_calendar(by=acting(world.tom), at=clock.now())
    programmes.end_membership(world.ben, reason="Moved away", by=TESTS, on=clock.today())

    assert Client().get(path).status_code == Client().get(again).status_code == 404
    assert Client().get(reverse("calendar", args=["x" * 43])).status_code == 404
    with pytest.raises(services.NoCalendar):
        services.end_calendar(by=acting(world.tom), at=clock.now())


def test_calendar__of_a_closed_account_is_gone(world: World):
    path = address_of(world, "tom")
    user = world.user("tom")
    user.is_active = False
    user.save()

    assert Client().get(path).status_code == 404


def test_calendar__a_new_address_ends_the_old_one(world: World):
    old = address_of(world, "tom")
    new = address_of(world, "tom")

    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)
    row = CalendarAddress.objects.get(ended_on=None)
    assert new.split("/")[-1].removesuffix(".ics") not in str(vars(row))
    row.pk, row.mark = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_calendar__is_closed_to_who_guesses_and_to_who_calls_too_often(world: World):
    path = address_of(world, "tom")
    with mock.patch("alongside.goals.views.reminders.CALLS", Limit("calendar-calls", tries=2, minutes=60)):
        assert [Client().get(path).status_code for _ in range(3)] == [200, 200, 429]
    Tally.objects.all().delete()
    wrong = reverse("calendar", args=["guess"])
    with mock.patch("alongside.goals.views.reminders.WRONG", Limit("calendar-wrong", tries=2, minutes=12)):
        assert [Client().get(wrong).status_code for _ in range(3)] == [404, 404, 429]
        assert Client().get(path).status_code == 429


def test_page__shows_the_address_once_and_ends_it(world: World):
    tom = as_(world, "tom")

    made = tom.post("/account/reminders/calendar/")
    [path] = re.findall(r"/calendar/[\w-]{43}\.ics", made.content.decode())

    assert tom.get(path).status_code == 200
    assert path not in tom.get("/account/reminders/").content.decode()
    assert tom.post("/account/reminders/calendar/end/").status_code == 302
    assert tom.get(path).status_code == 404
    assert "You have no calendar address" in tom.post("/account/reminders/calendar/end/", follow=True).content.decode()
    assert [entry.action for entry in AuditEntry.objects.filter(subject__startswith="calendar:").order_by("seq")] == [
        "calendar.made", "calendar.ended",
    ]  # fmt: skip


def test_page__is_ones_own_and_opened_from_the_account(world: World):
    for path in ("/account/reminders/", "/account/reminders/calendar/", "/account/reminders/calendar/end/"):
        assert Client().post(path).status_code in {302, 405}
    assert "/account/reminders/" in as_(world, "tom").get("/account/").content.decode()
    tom = as_(world, "tom").post("/account/reminders/calendar/").content.decode()
    assert "calendar address since" in tom
    assert "calendar address since" not in as_(world, "ben").get("/account/reminders/").content.decode()


def test_restoring__brings_back_no_address_that_had_ended(world: World):
    ended, kept = address_of(world, "tom"), address_of(world, "ben")
    services.end_calendar(by=acting(world.tom), at=clock.now())
    now = restoring.remember(connection)
    CalendarAddress.objects.update(ended_on=None)

    restoring.apply(now)

    assert (Client().get(ended).status_code, Client().get(kept).status_code) == (404, 200)
