from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.core.models import AuditEntry, Letter
from alongside.programmes import queries, services
from alongside.programmes.models import Membership, Partner, Place
from alongside.programmes.tests.factories import BEGAN, TESTS, actor, make_programme, make_site

pytestmark = pytest.mark.django_db


def sites(number: int) -> list[services.SiteToAdd]:
    return [services.SiteToAdd(f"Site number {n}", "PILOT", "NHS", ((f"Partner {n}", ""),)) for n in range(number)]


def people(place: Place, number: int) -> list[services.PersonToAdd]:
    return [
        services.PersonToAdd(place, f"person{n}@example.org", f"Person {n}", Role.MEMBER, ("staff",))
        for n in range(number)
    ]


def test_bulk__builds_a_programme_as_the_services_for_one_would(world):
    made = services.bulk_add_sites(world.programme, sites(3), by=actor(world.dora), on=BEGAN)
    teams = services.bulk_add_teams(
        world.programme,
        [services.TeamToAdd(site, name, "Inpatient") for site in made for name in ("One", "Two")],
        by=actor(world.dora),
        on=BEGAN,
    )
    members = services.bulk_add_people(
        world.programme, [one for team in teams for one in people(team, 2)], by=actor(world.dora), on=BEGAN
    )

    programme = world.programme.pk
    assert [place.scope for place in Place.objects.filter(pk__in=[site.pk for site in made]).order_by("pk")] == [
        f"p{programme}/s{site.pk}/" for site in made
    ]
    assert [Place.objects.get(pk=team.pk).scope for team in teams] == [team.scope for team in teams]
    assert teams[-1].scope == f"p{programme}/s{made[-1].pk}/t{teams[-1].pk}/"
    assert Partner.objects.filter(site__in=made).count() == 3
    assert set(queries.tiers_at(world.programme, BEGAN).values()) == {"PILOT"}
    assert len(members) == 12
    assert User.objects.filter(email__startswith="person").count() == 2
    assert queries.actor_of(members[0].user).voices_at(teams[0].scope) == ("staff",)


def test_bulk__mails_nobody(world):
    before = Letter.objects.count()

    services.bulk_add_people(world.programme, people(world.team, 3), by=TESTS, on=BEGAN)

    assert Letter.objects.count() == before


def test_bulk__is_only_for_directors_and_the_installation(world):
    for who in ("ada", "bea", "tom", "lea", "cleo", "dev"):
        by = actor(getattr(world, who))
        with pytest.raises(services.NotYoursToDo):
            services.bulk_add_sites(world.programme, sites(1), by=by, on=BEGAN)
        with pytest.raises(services.NotYoursToDo):
            services.bulk_add_teams(world.programme, [], by=by, on=BEGAN)
        with pytest.raises(services.NotYoursToDo):
            services.bulk_add_people(world.programme, [], by=by, on=BEGAN)


def test_bulk__refuses_taken_names_and_then_adds_nothing(world):
    before = Place.objects.count()

    with pytest.raises(services.NameTaken):
        services.bulk_add_sites(
            world.programme, [*sites(2), services.SiteToAdd("Elmbank", "PILOT")], by=TESTS, on=BEGAN
        )
    with pytest.raises(services.NameTaken):
        services.bulk_add_teams(
            world.programme, [services.TeamToAdd(world.site, "Twice"), services.TeamToAdd(world.site, "Twice")],
            by=TESTS, on=BEGAN,
        )  # fmt: skip
    with pytest.raises(services.NameMissing):
        services.bulk_add_sites(world.programme, [services.SiteToAdd(" ", "PILOT")], by=TESTS, on=BEGAN)

    assert Place.objects.count() == before


def test_bulk__refuses_places_that_are_not_the_programmes(world):
    elsewhere = make_site(make_programme())

    with pytest.raises(services.NotAPlaceForThat):
        services.bulk_add_sites(world.site, sites(1), by=TESTS, on=BEGAN)
    with pytest.raises(services.NotAPlaceForThat):
        services.bulk_add_teams(world.programme, [services.TeamToAdd(elsewhere, "One")], by=TESTS, on=BEGAN)
    with pytest.raises(services.NotAPlaceForThat):
        services.bulk_add_teams(world.programme, [services.TeamToAdd(world.team, "One")], by=TESTS, on=BEGAN)
    with pytest.raises(services.NotAPlaceForThat):
        services.bulk_add_people(world.programme, people(elsewhere, 1), by=TESTS, on=BEGAN)


@pytest.mark.parametrize(
    ("role", "voices", "refusal"),
    [
        (Role.SITE_LEAD, ("leaders",), services.RoleDoesNotFit),
        (Role.MEMBER, (), services.VoiceMissing),
        (Role.LIVED_EXPERIENCE_PARTNER, ("staff",), services.VoiceMissing),
        (Role.MEMBER, ("the moon",), services.UnknownVoice),
    ],
)
def test_bulk__refuses_what_inviting_one_would(world, role, voices, refusal):
    with pytest.raises(refusal):
        services.bulk_add_people(
            world.programme,
            [services.PersonToAdd(world.team, "x@example.org", "Xan", role, voices)],
            by=TESTS,
            on=BEGAN,
        )


def test_bulk__refuses_a_role_held_already_or_twice_in_one_batch(world):
    ben = services.PersonToAdd(world.team, "ben@example.org", "Ben", Role.MEMBER, ("staff",))
    with pytest.raises(services.AlreadyBelongs, match="Ben"):
        services.bulk_add_people(world.programme, [ben], by=TESTS, on=BEGAN)
    with pytest.raises(services.AlreadyBelongs, match="Person 0"):
        services.bulk_add_people(world.programme, people(world.team, 1) * 2, by=TESTS, on=BEGAN)


def test_bulk__refuses_to_make_one_person_both_sides_even_within_one_batch(world):
    both = [
        services.PersonToAdd(world.site, "x@example.org", "Xan", Role.SITE_LEAD, ("leaders",)),
        services.PersonToAdd(world.team, "X@example.org", "Xan", Role.LIVED_EXPERIENCE_PARTNER, ("uses_services",)),
    ]

    with pytest.raises(services.SpeaksForBothSides):
        services.bulk_add_people(world.programme, both, by=TESTS, on=BEGAN)


def test_bulk__nothing_is_nothing(world):
    assert services.bulk_add_sites(world.programme, [], by=TESTS, on=BEGAN) == []
    assert services.bulk_add_teams(world.programme, [], by=TESTS, on=BEGAN) == []
    assert services.bulk_add_people(world.programme, [], by=TESTS, on=BEGAN) == []


def test_bulk__leaves_one_row_a_batch_and_takes_hardly_more_queries_for_many(world):
    counts = []
    for start, number in [(0, 2), (2, 200)]:
        before = AuditEntry.objects.count()
        batch = sites(start + number)[start:]
        with CaptureQueriesContext(connection) as seen:
            services.bulk_add_sites(world.programme, batch, by=TESTS, on=BEGAN)
            services.bulk_add_people(world.programme, people(world.team, start + number)[start:], by=TESTS, on=BEGAN)
        counts.append(len(seen))
        assert AuditEntry.objects.count() == before + 2

    assert counts[1] - counts[0] < 10  # rows go in by the hundred, as many as a statement takes
    assert Membership.objects.filter(scope=world.team.scope, user__name__startswith="Person ").count() == 202
