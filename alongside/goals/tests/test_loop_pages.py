"""Every page of loops: it works; who only looks is refused; outsiders find nothing; forms keep what was typed."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.core.models import AuditEntry, Letter
from alongside.goals.models import Listener, Loop, LoopCode, LoopWords
from alongside.goals.queries.loop_register import curve_of
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import Decision, LoopState, Reach
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import make_goal
from alongside.programmes.tests.factories import World, as_, make_team

PAGES = {
    "": LoopState.OPEN,
    "date/": LoopState.OPEN,
    "decide/": LoopState.OPEN,
    "goal/": LoopState.OPEN,
    "listen/": LoopState.OPEN,
    "words/": LoopState.CLOSED,
    "letters/": LoopState.TOLD,
    "poster/": LoopState.TOLD,
    "tell/": LoopState.UNCONFIRMED,
    "reopen/": LoopState.CLOSED,
}
every_page = pytest.mark.parametrize("name", PAGES)


def address(world: World, name: str) -> str:
    return make.in_state(world.team, PAGES[name]).get_absolute_url() + name


@every_page
def test_page__opens_to_who_leads_and_only_to_who_belongs(world: World, name: str):
    url = address(world, name)

    page = as_(world, "tom").get(url)
    assert page.status_code == 200
    assert b"style=" not in page.content
    assert b"onclick" not in page.content
    assert as_(world, "ada").get(url).status_code == 200
    assert as_(world, "ben").get(url).status_code == (200 if name == "" else 403)
    assert as_(world, "dev").get(url).status_code == 404
    assert as_(world, "tom").get(f"/loops/{uuid.uuid4()}/{name}").status_code == 404
    assert Client().get(url).status_code == 302
    assert as_(world, "tom").delete(url).status_code == 405


@pytest.mark.parametrize("state", LoopState)
def test_show__says_where_it_stands_in_every_state(world: World, state: LoopState):
    page = as_(world, "tom").get(make.in_state(world.team, state).get_absolute_url())

    assert page.status_code == 200
    for step in ("Raised", "Confirmed by those who raised it"):
        assert step in page.content.decode()


@every_page
def test_page__whose_time_has_passed_leads_back_with_a_word(world: World, name: str):
    if name in ("", "words/"):
        return
    state = LoopState.CLOSED if PAGES[name] != LoopState.CLOSED else LoopState.OPEN
    loop = make.in_state(world.team, state)

    assert as_(world, "tom").get(f"{loop.get_absolute_url()}{name}").headers["Location"] == loop.get_absolute_url()


# ---- the register


def test_register__counts_with_denominators_and_never_a_percentage(world: World):
    make.closed(world.team)
    make.closed(world.team, decision=Decision.DID_NOT)
    for _ in range(4):
        make.make_loop(world.other_team)

    page = as_(world, "ada").get(f"/places/{world.site.pk}/loops/").content.decode()

    assert "1 of 6" in page
    assert "4 of 6" in page
    assert "All 6 loops" in page
    assert "4 of those that are not closed are younger than half a year and still maturing" in page
    assert "%" not in page.replace("100%", "")
    assert 'role="img"' in page
    assert "Loops known for so long" in page


def test_curve__knows_how_long_each_was_open_and_which_still_are(world: World):
    make.closed(world.team)
    make.closed(world.other_team)
    make.make_loop(world.team)
    make.make_loop(world.other_site)

    here = curve_of(world.site.scope, on=clock.today() + dt.timedelta(days=10))
    everywhere = curve_of(world.programme.scope, on=clock.today() + dt.timedelta(days=10))

    assert [(step.time, step.at_risk, step.happened) for step in here.steps] == [(1, 3, 2)]
    assert (here.watched, everywhere.watched) == ((10,), (10, 10))


@pytest.mark.parametrize("who", ["tom", "ben", "cleo", "dora"])
def test_register__opens_to_who_may_see_loops(world: World, who: str):
    place = world.programme if who in ("cleo", "dora") else world.team

    assert as_(world, who).get(f"/places/{place.pk}/loops/").status_code == 200
    assert as_(world, "dev").get(f"/places/{world.team.pk}/loops/").status_code == 404


def test_register__two_sites_see_nothing_of_each_other(world: World):
    here, there = make.make_loop(world.team), make.make_loop(world.other_site)

    mine = as_(world, "ada").get(f"/places/{world.site.pk}/loops/").content.decode()
    theirs = as_(world, "dev").get(f"/places/{world.other_site.pk}/loops/").content.decode()

    assert here.raised in mine
    assert there.raised not in mine
    assert there.raised in theirs
    assert here.raised not in theirs


@pytest.mark.parametrize("query", ["?state=CLOSED", "?state=nonsense", "?page=99", "?page=x", "?page=-1"])
def test_register__takes_any_question(world: World, query: str):
    make.make_loop(world.team)

    assert as_(world, "tom").get(f"/places/{world.team.pk}/loops/{query}").status_code == 200


def test_register__and_a_loop_ask_the_database_as_often_for_many_as_for_few(world: World):
    def counted(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked.captured_queries)

    client, register = as_(world, "ada"), f"/places/{world.site.pk}/loops/"
    loop = make.told(world.team)[0]
    few = counted(register), counted(loop.get_absolute_url())
    for _ in range(3):
        make.closed(make_team(world.site))
    make.listens(loop, *make.some_mail(4))

    assert (counted(register), counted(loop.get_absolute_url())) == few


# ---- acts by their forms


def test_open__writes_down_what_was_raised_once(world: World, monday: dt.datetime):
    cache.clear()
    goal = make_goal(world.team, state=State.AGREED)
    client, url = as_(world, "ben"), f"/places/{world.team.pk}/loops/new/"
    token = client.get(f"{url}?from=goal:{goal.pk}").context_data["form"]["token"].value()
    given = {
        "token": token, "raised": "A garden", "voice": "uses_services", "source": f"goal:{goal.pk}", "wanted": "3",
        "raised_on_day": "1", "raised_on_month": "3", "raised_on_year": "2026",
    }  # fmt: skip

    done = client.post(url, given)
    again = client.post(url, given)

    loop = Loop.objects.get()
    assert done.headers["Location"] == loop.get_absolute_url()
    assert again.status_code == 302
    assert (loop.raised, loop.goal, loop.agreed_on) == ("A garden", goal, goal.agreed_on)
    assert as_(world, "ben").get(f"/places/{world.programme.pk}/loops/new/").status_code in (403, 404)


@pytest.mark.parametrize("token", ["' OR 1=1 --", "a\x00b"])
def test_open__a_strange_token_and_a_strange_day_are_mistakes_and_no_failure(world: World, monday, token: str):
    when = {"raised_on_day": "9" * 20, "raised_on_month": "3", "raised_on_year": "2026"}

    answer = as_(world, "ben").post(
        f"/places/{world.team.pk}/loops/new/", {"token": token, "raised": "A garden", **when}
    )

    assert "must be a real date" in answer.content.decode()
    assert not Loop.objects.exists()


def test_open__keeps_what_was_typed_and_says_what_is_missing(world: World, monday: dt.datetime):
    given = {
        "raised": "A garden",
        "wanted": "1",
        "raised_on_day": "9",
        "raised_on_month": "9",
        "raised_on_year": "2026",
    }
    page = as_(world, "ben").post(f"/places/{world.team.pk}/loops/new/", given)

    text = page.content.decode()
    assert "Error:" in text
    assert "Choose the voice that raised it" in text
    assert "Enter 3 or more" in text
    assert 'value="A garden"' in text
    late = as_(world, "ben").post(f"/places/{world.team.pk}/loops/new/", given | {"voice": "staff", "wanted": "3"})
    assert "It was raised on a day up to today" in late.content.decode()


def test_from_raising_to_the_answer__by_forms_alone(world: World, monday: dt.datetime):
    cache.clear()
    loop = make.make_loop(world.team)
    client, url = as_(world, "tom"), loop.get_absolute_url()

    def sent(name: str, **given: str) -> None:
        assert client.post(f"{url}{name}/", given).status_code == 302

    sent("date", step="tested", on_day="2", on_month="3", on_year="2026")
    sent("listen", reach="mail", contact="eve@example.org")
    sent("listen", reach="phone", contact="Sam, 01234")
    sent("listen", reach="paper", contact="Ann, garden room")
    sent("decide", decision="did_not", why="The ground is not ours", version="1")
    draft = client.get(f"{url}tell/").context_data["form"]["message"].value()
    assert draft == f"You said: {loop.raised}.\n\nWe did not do it, because: The ground is not ours."
    assert "Choose who calls them" in client.post(f"{url}tell/", {"message": draft}).content.decode()
    sent("tell", message=draft, public="on", caller=str(world.ben.user_id))
    assert client.get(f"{url}calls/").headers["Location"] == url  # only the one who calls
    calls = as_(world, "ben").post(f"{url}calls/", {})
    assert "Sam, 01234" in calls.content.decode()
    letters = client.post(f"{url}letters/", {}).content.decode()
    assert "Ann, garden room" in letters
    assert client.post(f"{url}poster/", {"number": "9"}).status_code == 200
    assert LoopCode.objects.count() == 4
    assert Listener.objects.filter(served=True).count() == 2
    assert "01234" not in client.get(url).content.decode()


def test_sheets__the_same_form_twice_makes_nothing_more(world: World, monday: dt.datetime):
    cache.clear()
    loop, client = make.told(world.team)[0], as_(world, "tom")
    token = client.get(f"{loop.get_absolute_url()}poster/").context_data["form"]["token"].value()

    client.post(f"{loop.get_absolute_url()}poster/", {"token": token, "number": "5"})
    again = client.post(f"{loop.get_absolute_url()}poster/", {"token": token, "number": "5"})

    assert "already made" in again.content.decode()
    assert LoopCode.objects.filter(way="open").count() == 1
    nothing = client.post(f"{loop.get_absolute_url()}letters/", {})
    assert "Every letter has been printed" in nothing.content.decode()


def test_decide__two_people_at_once_the_second_keeps_their_words(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.decided(loop)
    client, url = as_(world, "lea"), f"{loop.get_absolute_url()}decide/"
    mine = {"decision": "did_not", "why": "My own words", "version": "1"}

    page = client.post(url, mine)

    text = page.content.decode()
    assert "Everybody gets a letter within a week" in text
    assert "My own words" in text
    assert page.context_data["form"]["version"].value() == "2"
    assert client.post(url, mine | {"version": "2"}).status_code == 302
    assert Loop.objects.get(pk=loop.pk).why == "My own words"


def test_acts__say_a_refusal_in_the_form(world: World, monday: dt.datetime):
    client, loop = as_(world, "tom"), make.make_loop(world.team)

    def said(name: str, **given: str) -> str:
        return client.post(f"{loop.get_absolute_url()}{name}/", given).content.decode()

    assert "The steps follow each other" in said("date", step="tested", on_day="1", on_month="1", on_year="2020")
    assert "not an e-mail address" in said("listen", reach="mail", contact="eve")
    assert "has moved on" in said("reopen", why="so")
    assert "gives no signal" in said("signal", why="so") or "has moved on" in said("signal", why="so")
    assert client.get(f"{loop.get_absolute_url()}tell/").headers["Location"].endswith("/decide/")


def test_goal_and_reopen_and_signal(world: World, monday: dt.datetime):
    client, goal = as_(world, "tom"), make_goal(world.team)
    loop, closed = make.make_loop(world.team), make.closed(world.team)
    Loop.objects.filter(pk=closed.pk).update(signal_on=monday.date())

    assert client.post(f"{loop.get_absolute_url()}goal/", {"goal": str(goal.pk)}).status_code == 302
    assert Loop.objects.get(pk=loop.pk).goal == goal
    assert "goes the wrong way" in client.get(closed.get_absolute_url()).content.decode()
    assert client.get(f"{closed.get_absolute_url()}signal/").status_code == 200
    assert client.post(f"{closed.get_absolute_url()}signal/", {"why": "The ward moved"}).status_code == 302
    assert client.get(f"{closed.get_absolute_url()}signal/").status_code == 302
    assert client.post(f"{closed.get_absolute_url()}reopen/", {"why": "It slipped"}).status_code == 302
    assert Loop.objects.get(pk=closed.pk).state == "OPEN"


def test_words__are_read_by_both_sides_before_they_show(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes, "yes", "yes", "yes", words="it <b>helped</b>", offered=True)
    make.pass_days(loop, 1)
    row = LoopWords.objects.first()
    url = f"{loop.get_absolute_url()}words/"

    for who in ("tom", "lea"):
        shown = as_(world, who).get(loop.get_absolute_url()).content.decode()
        assert "it &lt;b&gt;helped" not in shown
        assert as_(world, who).post(url, {f"words-{row.pk}": "SHOW"}).status_code == 302
    shown = as_(world, "ben").get(loop.get_absolute_url()).content.decode()
    assert "it &lt;b&gt;helped&lt;/b&gt;" in shown
    refused = as_(world, "ada").post(url, {f"words-{LoopWords.objects.last().pk}": "SHOW"})
    assert refused.status_code in (200, 302)


def test_words__a_second_reader_of_the_same_side_is_told(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes[:1] + codes[1:], "yes", "yes", "yes", words="so", offered=True)
    make.pass_days(loop, 1)
    row, url = LoopWords.objects.first(), f"{loop.get_absolute_url()}words/"
    as_(world, "tom").post(url, {f"words-{row.pk}": "SHOW"})

    page = as_(world, "ada").post(url, {f"words-{row.pk}": "SHOW"})

    assert "Someone of your side has read these words already" in page.content.decode()


def test_reading_changes_nothing(world: World, monday: dt.datetime):
    loop = make.told(world.team)[0]
    client, before = as_(world, "tom"), AuditEntry.objects.count()

    for name in ("", "letters/", "poster/", "listen/", "words/", "calls/"):
        client.get(loop.get_absolute_url() + name)
        client.head(loop.get_absolute_url() + name)

    assert AuditEntry.objects.count() == before


def test_contacts__stand_on_no_page(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.listens(loop, "eve@example.org")
    make.listens(loop, "Sam, 01234", reach=Reach.PHONE)
    make.decided(loop)

    for who in ("tom", "lea", "ada", "bea", "dora"):
        for name in ("", "tell/", "listen/"):
            page = as_(world, who).get(loop.get_absolute_url() + name).content.decode()
            assert "eve@example.org" not in page
            assert "01234" not in page


def test_show__says_when_letters_could_not_be_delivered_and_not_whose(world: World):
    loop = make.make_loop(world.team)
    make.listens(loop, "eve@example.org", "may@example.org")
    make.listens(make.make_loop(world.team), "sol@example.org")
    make.tell(make.decided(loop))
    page = as_(world, "tom").get(loop.get_absolute_url()).content.decode()
    assert "could not be delivered" not in page

    Letter.objects.filter(to__in=["eve@example.org", "sol@example.org"]).update(state=Letter.State.FAILED)

    page = as_(world, "tom").get(loop.get_absolute_url()).content.decode()
    assert "1 of the letters by email could not be delivered." in page
    assert "eve@" not in page
    assert "could not be delivered" not in as_(world, "ben").get(loop.get_absolute_url()).content.decode()
    Letter.objects.update(queued_on=loop.raised_on - dt.timedelta(days=1))
    assert "could not be delivered" not in as_(world, "tom").get(loop.get_absolute_url()).content.decode()
