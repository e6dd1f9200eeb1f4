from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from alongside.access.permissions import Role
from alongside.frameworks.models import Edition, Framework, Wording
from alongside.programmes import queries, services
from alongside.programmes.models import Membership, Partner, Place, SiteTier
from alongside.programmes.tests.factories import (
    BEGAN,
    TESTS,
    make_programme,
    make_site,
    make_team,
    make_voices,
    parent_of,
)

pytestmark = pytest.mark.django_db

LATER = BEGAN + dt.timedelta(days=100)


def make_edition(*, scope: str = "", published: bool = True) -> Edition:
    framework = Framework.objects.create(slug="tests", scope=scope)
    edition = Edition.objects.create(
        framework=framework,
        slug="tests-2024",
        label="2024",
        year=2024,
        language="en",
        scope=scope,
        words={},
        published_on=BEGAN if published else None,
    )
    Wording.objects.create(edition=edition, language="en", name="Tests", published_on=edition.published_on)
    return edition


def test_paths__name_programme_site_and_team():
    team = make_team()

    site = parent_of(team)
    programme = parent_of(site)
    assert programme.scope == f"p{programme.pk}/"
    assert team.scope == f"p{programme.pk}/s{site.pk}/t{team.pk}/"
    assert str(team) == f"{team.name} ({team.scope})"
    assert team.get_absolute_url() == f"/places/{team.pk}/"
    assert list(Place.objects.beneath(programme.scope)) == [site, team]


def test_create_programme__with_its_director():
    make_voices()

    programme = services.create_programme(
        name="  Recovery   together ", by=TESTS, on=BEGAN, director_email="Dora@example.org", director_name="Dora"
    )

    director = Membership.objects.get(scope=programme.scope)
    assert programme.name == "Recovery together"
    assert (director.role, director.user.email) == (Role.PROGRAMME_DIRECTOR, "dora@example.org")


@pytest.mark.parametrize("name", ["", " \n "])
def test_create_programme__refuses_no_name(name):
    with pytest.raises(services.NameMissing):
        services.create_programme(name=name, by=TESTS, on=BEGAN)


def test_names__are_once_below_a_place_and_once_among_programmes():
    programme = make_programme(name="Recovery together")
    site = make_site(programme, name="Elmbank")
    make_team(site, name="Rowan ward")

    with pytest.raises(services.NameTaken):
        make_programme(name="Recovery together")
    with pytest.raises(services.NameTaken):
        make_site(programme, name="Elmbank")
    with pytest.raises(services.NameTaken):
        make_team(site, name="Rowan ward")
    assert make_team(make_site(programme), name="Rowan ward").name == "Rowan ward"


def test_add__each_kind_only_below_the_right_kind():
    site = make_site()

    with pytest.raises(services.NotAPlaceForThat):
        make_site(site)
    with pytest.raises(services.NotAPlaceForThat):
        make_team(parent_of(site))


def test_add_site__with_tier_and_partners():
    site = services.add_site(
        make_programme(),
        name="Elmbank",
        tier="PILOT",
        sector="NHS",
        partners=[("Mind in Elmbank", "peer groups"), ("Elm college", "")],
        by=TESTS,
        on=BEGAN,
    )

    page = queries.partners_of(site)
    assert [(line.name, line.what, line.until_on) for line in page] == [
        ("Elm college", "", None),
        ("Mind in Elmbank", "peer groups", None),
    ]
    assert str(Partner.objects.get(name="Elm college")) == f"Elm college with {site.pk}"
    assert str(SiteTier.objects.get()) == f"{site.pk} PILOT from 2024-01-08"


def test_add_site__refuses_an_unknown_tier():
    with pytest.raises(ValueError, match="GOLD"):
        make_site(tier="GOLD")


def test_edit_place__keeps_before_and_after():
    site = make_site(name="Elmbank")

    services.edit_place(site, name="Elm bank", about="By the river", sector="NHS", by=TESTS, on=BEGAN)

    site.refresh_from_db()
    assert (site.name, site.about, site.sector) == ("Elm bank", "By the river", "NHS")


def test_edit_place__refuses_a_taken_name_and_no_change():
    site = make_site(name="Elmbank")
    make_site(parent_of(site), name="Fernhill")

    with pytest.raises(services.NameTaken):
        services.edit_place(site, name="Fernhill", by=TESTS, on=BEGAN)
    with pytest.raises(services.NothingChanges):
        services.edit_place(site, name="Elmbank", by=TESTS, on=BEGAN)


def test_set_tier__holds_from_its_day_until_the_next():
    site = make_site(tier="PILOT")
    services.set_tier(site, tier="DEMONSTRATION", from_on=LATER, by=TESTS, on=LATER)

    assert queries.tiers_at(parent_of(site), BEGAN - dt.timedelta(days=1)) == {}
    assert queries.tiers_at(parent_of(site), BEGAN) == {site.pk: "PILOT"}
    assert queries.tiers_at(parent_of(site), LATER - dt.timedelta(days=1)) == {site.pk: "PILOT"}
    assert queries.tiers_at(parent_of(site), LATER) == {site.pk: "DEMONSTRATION"}


def test_set_tier__again_for_the_same_day_is_a_correction():
    site = make_site(tier="PILOT")

    services.set_tier(site, tier="NETWORK", from_on=BEGAN, by=TESTS, on=LATER)

    assert queries.tiers_at(parent_of(site), LATER) == {site.pk: "NETWORK"}
    assert SiteTier.objects.count() == 1


def test_set_tier__refuses_too_early_the_same_and_elsewhere():
    site = make_site(tier="PILOT")

    with pytest.raises(services.TooEarly, match="8 January 2024"):
        services.set_tier(site, tier="NETWORK", from_on=BEGAN - dt.timedelta(days=1), by=TESTS, on=BEGAN)
    with pytest.raises(services.TierNotNew):
        services.set_tier(site, tier="PILOT", from_on=LATER, by=TESTS, on=BEGAN)
    with pytest.raises(services.NotAPlaceForThat):
        services.set_tier(parent_of(site), tier="PILOT", from_on=LATER, by=TESTS, on=BEGAN)


def test_set_tier__the_first_where_there_was_none():
    site = make_site()
    SiteTier.objects.all().delete()

    services.set_tier(site, tier="PILOT", from_on=BEGAN, by=TESTS, on=BEGAN)

    assert queries.tiers_at(parent_of(site), BEGAN) == {site.pk: "PILOT"}


def test_partners__come_and_go_and_stay_in_history():
    site = make_site()
    partner = services.add_partner(site, name="Mind in Elmbank", by=TESTS, on=BEGAN)

    with pytest.raises(services.NameTaken):
        services.add_partner(site, name="Mind in Elmbank", by=TESTS, on=BEGAN)
    services.end_partner(partner, by=TESTS, on=LATER)
    with pytest.raises(services.PartnerEnded):
        services.end_partner(partner, by=TESTS, on=LATER)
    services.add_partner(site, name="Mind in Elmbank", by=TESTS, on=LATER)

    assert [line.until_on for line in queries.partners_of(site)] == [None, LATER]
    with pytest.raises(services.NotAPlaceForThat):
        services.add_partner(parent_of(site), name="Anyone", by=TESTS, on=BEGAN)


def test_use_edition__once_and_only_one_that_is_open_to_the_programme():
    programme = make_programme()
    edition = make_edition()
    ours = queries.editions_to_use(programme)[:-1]
    assert queries.editions_to_use(programme) == (*ours, ("tests-2024", "Tests (2024)"))

    use = services.use_edition(programme, edition, from_on=BEGAN, by=TESTS, on=BEGAN)

    assert str(use) == f"{programme.pk} uses {edition.pk}"
    assert [line.slug for line in queries.editions_in_use(programme)] == ["tests-2024"]
    assert queries.editions_to_use(programme) == ours
    assert queries.edition_called("tests-2024") == edition
    with pytest.raises(services.AlreadyUsed):
        services.use_edition(programme, edition, from_on=LATER, by=TESTS, on=LATER)


@pytest.mark.parametrize(("scope", "published"), [("p99/", True), ("", False)])
def test_use_edition__refuses_anothers_own_and_what_is_not_published(scope, published):
    with pytest.raises(services.EditionNotOpen):
        services.use_edition(
            make_programme(), make_edition(scope=scope, published=published), from_on=BEGAN, by=TESTS, on=BEGAN
        )


def test_use_edition__refuses_below_a_programme():
    with pytest.raises(services.NotAPlaceForThat):
        services.use_edition(make_site(), make_edition(), from_on=BEGAN, by=TESTS, on=BEGAN)


def test_the_database__refuses_a_place_in_the_wrong_hanging():
    programme = make_programme()

    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(kind="SITE", name="Loose", scope="p9/s9/", began_on=BEGAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(kind="PROGRAMME", name="Below", scope="p9/", parent=programme, began_on=BEGAN)
