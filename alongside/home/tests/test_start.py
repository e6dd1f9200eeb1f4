from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.rules import State
from alongside.assessments.tests import meeting_factories as meetings
from alongside.assessments.tests.factories import TEST, People, acting, make_round, make_site, make_team, person
from alongside.core import clock, installation
from alongside.core.models import Installation
from alongside.programmes import services as programmes

As = Callable[[User], Client]


def seen(client: Client):
    return client.get("/").context_data["start"]


@pytest.mark.django_db
def test_start__says_to_nobody_in_particular_what_this_is():
    page = Client().get("/")

    assert page.status_code == 200
    assert "Use your code" in page.content.decode()
    assert "Sign in as" not in page.content.decode()


def test_start__of_a_demonstration_offers_one_person_for_each_role(people: People, monday: dt.datetime):
    installation.be_born(Installation.Kind.DEMONSTRATION, at=monday)
    _ = people.ada, people.bea, people.cleo

    page = Client().get("/")

    assert [one.role for one in page.context_data["people"]] == [
        "Programme consultant", "Site lead", "Lived-experience co-lead",
    ]  # fmt: skip
    assert "Sign in as Bea" in page.content.decode()


@pytest.mark.django_db
def test_start__cannot_be_posted_to():
    assert Client().post("/").status_code == 405


def test_start__is_kept_by_no_cache(people: People, as_: As):
    assert as_(people.ada).get("/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.DRAFT, "Finish and open “Spring 2026” at Calder Valley"),
        (State.CLOSED, "Reveal how people see Calder Valley"),
        (State.REVEALED, "Prepare and share the result of Calder Valley"),
        (State.SHARED, "Hold the joint meeting of Calder Valley"),
    ],
)
def test_start__tells_both_who_lead_what_waits(state: State, says: str, people: People, as_: As):
    make_round(state=state, place=people.site)

    for user in (people.ada, people.bea):
        assert [one.text for one in seen(as_(user)).waiting] == [says]


def test_start__says_that_one_key_waits_to_the_other_side_only(people: People, as_: As, monday: dt.datetime):
    round = make_round(state=State.CLOSED, place=people.site)
    services.turn_reveal_key(round, by=acting(people.ada), at=monday)

    assert seen(as_(people.ada)).waiting == ()
    (waiting,) = seen(as_(people.bea)).waiting
    assert waiting.why == "One key waits: yours can be the second."
    assert waiting.by == clock.today() + dt.timedelta(days=30)


def test_start__asks_the_other_side_about_a_gap(people: People, as_: As, monday: dt.datetime):
    round = meetings.met(people)
    gap = meetings.gap_of(round)
    services.settle_gap(gap, outcome="UNDERSTOOD", words="We talked", by=acting(people.ada), at=monday)

    assert f"/gaps/{gap.pk}/settle/" in [one.url for one in seen(as_(people.bea)).waiting]
    assert f"/gaps/{gap.pk}/settle/" not in [one.url for one in seen(as_(people.ada)).waiting]


def test_start__tells_a_member_of_running_rounds_and_nothing_to_do(people: People, as_: As):
    make_round(place=people.site)

    start = seen(as_(people.ben))

    assert start.waiting == ()
    assert [line.name for line in start.running] == ["Spring 2026"]
    assert start.speaks


def test_start__says_who_has_answered_only_from_the_smallest_number(people: People, as_: As, monday: dt.datetime):
    make_round(place=people.site, answers={"uses_services": 5, "staff": 4})
    services.let_time_pass(at=monday)

    (line,) = seen(as_(people.ada)).running

    assert line.counts == "People 5, Staff not yet enough, Leaders not yet enough"


def test_start__shows_no_round_of_another_site(people: People, as_: As):
    make_round(place=people.site)

    start = seen(as_(people.dev))

    assert (start.running, start.shared, start.waiting) == ((), (), ())


def test_start__says_what_each_place_works_on_first(people: People, as_: As, monday: dt.datetime):
    round = meetings.met(people)
    meetings.position(round, people)
    items = [meetings.item_of(round, number) for number in (6, 1)]
    services.choose_priorities(round, items=items, by=acting(people.ada), at=monday)
    for user in (people.ada, people.bea):
        services.agree_round(round, by=acting(user), at=monday)

    (line,) = seen(as_(people.ben)).places

    assert line.first == ("Less force, safer together", "Everyday contact")


def test_start__tells_a_consultant_who_may_need_somebody(people: People, as_: As, monday: dt.datetime):
    stuck = make_site("Stuck", programme=people.site.parent)
    make_round(state=State.CLOSED, place=stuck)
    ended = make_round(place=make_team("Ward", site=people.site), state=State.CANCELLED)

    with clock.frozen(monday + dt.timedelta(days=4)):
        start = seen(as_(people.cleo))

    assert sorted((line.name, line.says) for line in start.walking.held_up) == [
        ("Stuck", ("Spring 2026 waits for its two keys, lapses on 1 April 2026",)),
        ("Ward, Calder Valley", (f"Spring 2026 cancelled on 2 March 2026: {ended.ended_why}",)),
    ]
    assert [(line.name, line.says) for line in start.walking.quiet] == [("Calder Valley", ("no round yet",))]


def test_start__tells_a_consultant_of_sites_that_are_quiet_for_a_year(people: People, as_: As, monday: dt.datetime):
    make_round(place=people.site)

    for days, quiet in ((365, ()), (366, (("Calder Valley", ("no round since March 2026",)),))):
        with clock.frozen(monday + dt.timedelta(days=days)):
            found = seen(as_(people.cleo)).walking.quiet
        assert tuple((line.name, line.says) for line in found) == quiet


def test_start__tells_a_consultant_what_moved(people: People, as_: As, monday: dt.datetime):
    for stage, days in ((1, 0), (2, 30)):
        with clock.frozen(monday + dt.timedelta(days=days)):
            agreed_at(people, stage)

    with clock.frozen(monday + dt.timedelta(days=31)):
        (line,) = seen(as_(people.cleo)).walking.moved

    assert line.says == ("1 challenge moved on, agreed on 1 April 2026",)


def agreed_at(people: People, stage: int) -> None:
    round = meetings.met(people)
    meetings.position(round, people, stage=stage)
    for user in (people.ada, people.bea):
        services.agree_round(round, by=acting(user), at=clock.now())


def test_start__names_the_site_of_a_team_to_who_looks_from_above(people: People, as_: As):
    make_round(place=make_team("Heron Ward", site=people.site))

    assert [line.place for line in seen(as_(people.cleo)).running] == ["Heron Ward, Calder Valley"]
    assert [line.place for line in seen(as_(people.ada)).running] == ["Heron Ward"]


def test_start__offers_a_viewer_rounded_figures_and_no_place(people: People, as_: As):
    viewer = person("Vera", role=Role.PROGRAMME_VIEWER, place=people.site.parent)
    make_round(place=people.site, state=State.SHARED)

    start = seen(as_(viewer))

    assert (start.running, start.shared, start.matrices) == ((), (), ())
    assert [line.url for line in start.figures] == [f"/places/{people.site.parent_id}/figures/"]


def test_start__tells_an_operator_where_their_work_is(people: People, as_: As, monday: dt.datetime):
    member = programmes.appoint_operator(email="olu@example.org", name="Olu", by=TEST, on=clock.today())
    make_round(place=people.site, state=State.SHARED)

    page = as_(member.user).get("/")

    assert "alongside --help" in page.content.decode()
    assert page.context_data["start"].shared == ()


def test_start__of_who_belongs_nowhere_any_more_says_so(people: People, as_: As):
    user = people.ben
    programmes.end_membership(user.memberships.get(), reason="Moved away", by=TEST, on=clock.today())
    user.refresh_from_db()

    assert "You belong to no place" in as_(user).get("/").content.decode()
