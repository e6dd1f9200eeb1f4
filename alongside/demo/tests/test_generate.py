from __future__ import annotations

import pytest

from alongside.accounts.models import User
from alongside.assessments.models import Participation, Priority, Round
from alongside.assessments.rules import State
from alongside.core import audit, clock, installation
from alongside.core.models import AuditEntry, Installation
from alongside.demo import cast, services
from alongside.demo.services.diary import Progress
from alongside.demo.services.world import DEMO
from alongside.frameworks import services as frameworks
from alongside.goals.models import Cycle, Goal, Loop
from alongside.goals.rules.goals import LIVE, LIVE_AT_MOST
from alongside.programmes.models import Membership, Place

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _content(db: None) -> None:
    frameworks.publish_content(by=DEMO, on=cast.YEARS[0])


class Killed(Exception):
    pass


def small(progress: Progress | None = None) -> services.Generated:
    return services.generate(sites=2, teams_per_site=2, people=30, rounds_per_team=2, progress=progress)


def kill_at(step: str, done: int) -> Progress:
    def tell(now: str, so_far: int, of: int) -> None:
        if now == step and so_far >= done:
            raise Killed

    return tell


def test_generate__makes_a_programme_of_the_size_asked_for():
    made = small()

    assert (made.sites, made.teams, made.people, made.rounds, made.ratings) == (2, 4, 31, 12, 3600)
    assert User.objects.count() == 31
    assert set(Round.objects.values_list("state", flat=True)) == {State.AGREED}
    assert set(Participation.objects.filter(group="staff").values_list("asked", "answered")) == {(20, 15)}
    assert Priority.objects.count() == Goal.objects.count() == 36
    assert Loop.objects.count() == 4 * 6
    assert Cycle.objects.exists()
    for team in Place.objects.filter(kind=Place.Kind.TEAM):
        assert Goal.objects.filter(place=team, state__in=LIVE).count() <= LIVE_AT_MOST
    assert audit.verify_all() == []


def test_generate__is_born_as_a_demonstration_that_stands_at_its_day():
    small()

    installation.forget()
    assert installation.is_demonstration()
    assert abs((clock.now() - cast.AS_AT).total_seconds()) < 600


@pytest.mark.parametrize(("step", "done"), [("sites", 2), ("teams", 1), ("people", 30), ("rounds", 6), ("goals", 1)])
def test_generate__goes_on_where_it_was_stopped(step: str, done: int):
    with pytest.raises(Killed):
        small(progress=kill_at(step, done))

    made = small()

    assert (made.sites, made.teams, made.people, made.rounds) == (2, 4, 31, 12)
    assert (Place.objects.count(), Goal.objects.count(), Loop.objects.count()) == (7, 36, 24)
    assert not Round.objects.exclude(state=State.AGREED).exists()


def test_generate__again_changes_nothing():
    small()
    rows = [model.objects.count() for model in (Place, Membership, Round, Goal, Loop, AuditEntry)]

    small()

    assert [model.objects.count() for model in (Place, Membership, Round, Goal, Loop, AuditEntry)] == rows


def test_generate__refused_in_a_real_installation():
    installation.be_born(Installation.Kind.REAL, at=clock.now())

    with pytest.raises(installation.AlreadyBorn):
        small()

    assert not Place.objects.exists()
