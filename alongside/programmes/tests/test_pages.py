"""Each page: opens for those who may, 403 for those who see but may not, 404 for outsiders, 405 for wrong methods."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.core import audit, clock, installation
from alongside.core.models import AuditEntry, Installation
from alongside.programmes import services
from alongside.programmes.models import Membership, Partner, Place, Removal, SiteTier, VoiceRequest
from alongside.programmes.tests.factories import BEGAN, World, actor, make_member, make_world
from alongside.programmes.tests.test_places import make_edition

pytestmark = pytest.mark.django_db

NOBODY_IS = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def world() -> World:
    return make_world()


def as_(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.user(who))
    return client


#  page                                     dora cleo ada bea tom lea ben dev
TABLE = {
    "/places/{programme}/people/":          "200 200 404 404 404 404 404 404",
    "/places/{programme}/people/invite/":   "200 403 404 404 404 404 404 404",
    "/places/{programme}/settings/":        "200 403 404 404 404 404 404 404",
    "/places/{programme}/add-site/":        "200 403 404 404 404 404 404 404",
    "/places/{programme}/editions/":        "200 403 404 404 404 404 404 404",
    "/places/{programme}/audit/":           "200 403 404 404 404 404 404 404",
    "/places/{programme}/add-team/":        "404 404 404 404 404 404 404 404",
    "/places/{site}/people/":               "200 200 200 200 404 404 404 404",
    "/places/{site}/people/invite/":        "200 403 200 200 404 404 404 404",
    "/places/{site}/settings/":             "200 403 200 200 404 404 404 404",
    "/places/{site}/add-team/":             "200 403 200 200 404 404 404 404",
    "/places/{site}/partners/":             "200 403 200 200 404 404 404 404",
    "/places/{site}/tier/":                 "200 403 403 403 404 404 404 404",
    "/places/{site}/audit/":                "200 403 200 200 404 404 404 404",
    "/places/{site}/add-site/":             "404 404 404 404 404 404 404 404",
    "/places/{team}/people/":               "200 200 200 200 200 200 403 404",
    "/places/{team}/people/invite/":        "200 403 200 200 200 200 403 404",
    "/places/{team}/settings/":             "200 403 200 200 200 200 403 404",
    "/places/{team}/audit/":                "200 403 200 200 200 200 403 404",
    "/places/{team}/partners/":             "404 404 404 404 404 404 404 404",
    "/places/{other_team}/people/":         "200 200 200 200 404 404 404 404",
    "/places/{other_site}/people/":         "200 200 404 404 404 404 404 200",
    "/places/{other_site}/audit/":          "200 403 404 404 404 404 404 200",
    "/memberships/{ben}/change/":           "200 403 200 200 200 200 404 404",
    "/memberships/{ben}/end/":              "200 403 200 200 200 200 404 404",
    "/memberships/{bea}/change/":           "200 403 200 200 404 404 404 404",
    "/memberships/{dora}/end/":             "200 403 404 404 404 404 404 404",
    "/removals/{removal}/":                 "200 200 200 200 200 200 404 404",
    "/voice-requests/{request}/":           "200 200 200 200 200 200 404 404",
    "/places/999999/people/":               "404 404 404 404 404 404 404 404",
    "/places/99999999999999999999999/people/": "404 404 404 404 404 404 404 404",
    f"/memberships/{NOBODY_IS}/change/":    "404 404 404 404 404 404 404 404",
    f"/removals/{NOBODY_IS}/":              "404 404 404 404 404 404 404 404",
    f"/voice-requests/{NOBODY_IS}/":        "404 404 404 404 404 404 404 404",
    "/memberships/":                        "200 200 200 200 200 200 200 200",
    "/roles/":                              "200 200 200 200 200 200 200 200",
}  # fmt: skip
READ_ONLY = ("/people/", "/audit/")
WHO = ["dora", "cleo", "ada", "bea", "tom", "lea", "ben", "dev"]


def names(world: World) -> dict[str, object]:
    removal = services.end_membership(world.lea, reason="why", by=actor(world.tom), on=BEGAN)
    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "uses_services"], by=actor(world.tom), on=BEGAN
    )
    held = {name: getattr(world, name).pk for name in ["programme", "site", "team", "other_team", "other_site"]}
    held |= {name: getattr(world, name).pk for name in WHO}
    return {**held, "removal": removal.pk, "request": VoiceRequest.objects.get().pk}


def test_pages__every_role_at_every_page(world):
    known = names(world)
    seen: dict[str, list[str]] = {}
    for who in WHO:
        client = as_(world, who)
        for page in TABLE:
            seen.setdefault(page, []).append(str(client.get(page.format(**known)).status_code))

    assert {page: " ".join(codes) for page, codes in seen.items()} == TABLE


def test_pages__posting_answers_no_one_who_may_not_read(world):
    """The same table for POST: what is 403 or 404 to read is so to send, and nothing changes."""
    known = names(world)
    before = AuditEntry.objects.count()
    for who in ["cleo", "ben", "dev"]:
        client = as_(world, who)
        for page, codes in TABLE.items():
            expected = codes.split()[WHO.index(who)]
            if expected != "200" and not page.endswith(READ_ONLY):
                assert client.post(page.format(**known), {"name": "x"}).status_code == int(expected), (who, page)

    assert AuditEntry.objects.count() == before


def test_pages__nobody_in_particular_is_sent_to_sign_in(world, client):
    known = names(world)
    for page in TABLE:
        assert client.get(page.format(**known))["Location"].startswith("/sign-in/?next=/")


def test_pages__wrong_methods(world):
    known = names(world)
    client = as_(world, "dora")
    for page in TABLE:
        assert client.delete(page.format(**known)).status_code == 405
    for page in ["/places/{site}/people/", "/places/{site}/audit/", "/memberships/", "/roles/"]:
        assert client.post(page.format(**known)).status_code == 405
    for page in ["/places/{site}/partners/1/end/", "/memberships/{ben}/leave/"]:
        assert client.get(page.format(**known)).status_code == 405


def test_pages__reading_never_writes(world):
    known = names(world)
    client = as_(world, "dora")
    before = AuditEntry.objects.count()

    for page in TABLE:
        response = client.get(page.format(**known))
        if response.status_code == 200:
            assert response["Cache-Control"] == "no-store, private"

    assert AuditEntry.objects.count() == before


def test_pages__sending_needs_a_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.user("ada"))

    assert client.post(f"/places/{world.site.pk}/add-team/", {"name": "New"}).status_code == 403
    assert not Place.objects.filter(name="New").exists()


# What each form does.


def test_add_site(world):
    sent = {
        "name": "Oakfield",
        "tier": "PILOT",
        "sector": "NHS",
        "partners": "Mind in Oakfield\n\n Oak college \nOak college",
    }

    response = as_(world, "dora").post(f"/places/{world.programme.pk}/add-site/", sent)

    site = Place.objects.get(name="Oakfield")
    assert response["Location"] == f"/places/{site.pk}/people/"
    assert SiteTier.objects.get(site=site).from_on == clock.today()
    assert set(Partner.objects.filter(site=site).values_list("name", flat=True)) == {"Mind in Oakfield", "Oak college"}


def test_add_site__mistakes_are_shown_and_what_was_typed_is_kept(world):
    client = as_(world, "dora")

    page = client.post(f"/places/{world.programme.pk}/add-site/", {"name": "Elmbank", "tier": "PILOT"}).content.decode()
    assert "There is already one of that name here" in page
    assert 'value="Elmbank"' in page
    assert "<title>Error: Add a site" in page
    page = client.post(f"/places/{world.programme.pk}/add-site/", {"name": "", "tier": "GOLD"}).content.decode()
    assert "Enter the site&#x27;s name" in page
    assert "Choose the site&#x27;s tier" in page or "Select a valid choice" in page


def test_add_team(world):
    response = as_(world, "bea").post(f"/places/{world.site.pk}/add-team/", {"name": "Ash team", "about": "Days"})

    team = Place.objects.get(name="Ash team")
    assert response["Location"] == f"/places/{team.pk}/people/"
    assert (team.parent, team.about) == (world.site, "Days")
    again = as_(world, "ada").post(f"/places/{world.site.pk}/add-team/", {"name": "Ash team"})
    assert "already one of that name" in again.content.decode()


def test_settings(world):
    client = as_(world, "tom")
    address = f"/places/{world.team.pk}/settings/"

    assert client.post(address, {"name": "Rowan", "about": "A ward"})["Location"] == address
    assert Place.objects.get(pk=world.team.pk).name == "Rowan"
    assert "already one of that name" in client.post(address, {"name": "Alder team"}).content.decode()
    sector = as_(world, "ada").post(f"/places/{world.site.pk}/settings/", {"name": "Elmbank", "sector": "NHS"})
    assert sector.status_code == 302


def test_partners(world):
    client = as_(world, "ada")
    address = f"/places/{world.site.pk}/partners/"
    assert "No partners yet" in client.get(address).content.decode()

    assert client.post(address, {"name": "Mind in Elmbank"})["Location"] == address
    assert "already one of that name" in client.post(address, {"name": "Mind in Elmbank"}).content.decode()
    partner = Partner.objects.get()
    assert client.post(f"{address}{partner.pk}/end/")["Location"] == address
    assert client.post(f"{address}{partner.pk}/end/").status_code == 409
    assert "to" in client.get(address).content.decode()
    assert client.post(f"{address}{partner.pk + 1}/end/").status_code == 404
    assert as_(world, "dev").post(f"{address}{partner.pk}/end/").status_code == 404
    assert as_(world, "cleo").post(f"{address}{partner.pk}/end/").status_code == 403


def test_partners__one_of_another_site_is_not_there(world):
    theirs = services.add_partner(world.other_site, name="Theirs", by=actor(world.dev), on=BEGAN)

    assert as_(world, "ada").post(f"/places/{world.site.pk}/partners/{theirs.pk}/end/").status_code == 404
    assert Partner.objects.get(pk=theirs.pk).until_on is None


def test_tier(world):
    client = as_(world, "dora")
    address = f"/places/{world.site.pk}/tier/"
    day = {"from_on_day": "1", "from_on_month": "2", "from_on_year": "2025"}

    assert client.post(address, {"tier": "NETWORK", **day})["Location"] == address
    assert SiteTier.objects.get(site=world.site, tier="NETWORK").from_on.isoformat() == "2025-02-01"
    assert "already holds this tier" in client.post(address, {"tier": "NETWORK", **day}).content.decode()
    early = client.post(address, {"tier": "PILOT", **day, "from_on_year": "1999"}).content.decode()
    assert "The site began on 8 January 2024" in early
    assert "Enter the day" in client.post(address, {"tier": "PILOT"}).content.decode()


def test_editions(world):
    make_edition()
    client = as_(world, "dora")
    address = f"/places/{world.programme.pk}/editions/"
    assert "No edition is in use yet" in client.get(address).content.decode()
    sent = {"edition": "tests-2024", "from_on_day": "1", "from_on_month": "2", "from_on_year": "2025"}

    assert client.post(address, sent)["Location"] == address
    assert "/frameworks/tests-2024/" in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 200


def test_editions__another_programmes_own_cannot_be_chosen(world):
    make_edition(scope="p99/")
    sent = {"edition": "tests-2024", "from_on_day": "1", "from_on_month": "2", "from_on_year": "2025"}

    page = as_(world, "dora").post(f"/places/{world.programme.pk}/editions/", sent)

    assert page.status_code == 200
    assert not world.programme.framework_uses.exists()


def test_editions__taken_by_two_at_once_is_said(world, monkeypatch):
    make_edition()
    monkeypatch.setattr("alongside.programmes.queries.editions_to_use", lambda programme: (("tests-2024", "Tests"),))
    client = as_(world, "dora")
    sent = {"edition": "tests-2024", "from_on_day": "1", "from_on_month": "2", "from_on_year": "2025"}
    client.post(f"/places/{world.programme.pk}/editions/", sent)

    again = client.post(f"/places/{world.programme.pk}/editions/", sent).content.decode()

    assert "already uses this edition" in again


def test_invite(world):
    client = as_(world, "tom")
    sent = {"name": "Nia", "email": "nia@example.org", "role": "MEMBER", "voices": ["staff", "uses_services"]}

    response = client.post(f"/places/{world.team.pk}/people/invite/", sent, follow=True)

    page = response.content.decode()
    assert "Nia is invited" in page
    assert "Nia would also speak as: People who use services" in page
    assert "already holds this role" in client.post(f"/places/{world.team.pk}/people/invite/", sent).content.decode()


def test_invite__offers_only_what_one_may_give_and_says_what_waits(world):
    page = as_(world, "tom").get(f"/places/{world.team.pk}/people/invite/").content.decode()

    assert "Team lead" in page
    assert "Lived-experience partner</label>" not in page
    assert "Someone who stands for the side of lived experience must agree first" in page
    assert "Someone who stands for the side of the profession" not in page


def test_invite__a_role_that_is_not_ones_to_give_is_no_choice(world):
    sent = {"name": "N", "email": "n@example.org", "role": "LIVED_EXPERIENCE_PARTNER", "voices": ["uses_services"]}

    response = as_(world, "tom").post(f"/places/{world.team.pk}/people/invite/", sent)

    assert response.status_code == 200
    assert not Membership.objects.filter(user__email="n@example.org").exists()


def test_change(world):
    client = as_(world, "ada")
    address = f"/memberships/{world.ben.pk}/change/"

    assert "already have this role" in client.post(address, {"role": "MEMBER", "voices": ["staff"]}).content.decode()
    response = client.post(address, {"role": "TEAM_LEAD", "voices": ["staff"]})
    assert response["Location"] == f"/places/{world.team.pk}/people/"
    assert Membership.objects.get(pk=world.ben.pk).role == "TEAM_LEAD"


def test_change__an_ended_membership_is_not_there_any_more(world):
    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=BEGAN)
    client = as_(world, "ada")

    assert client.get(f"/memberships/{world.ben.pk}/change/").status_code == 404
    assert client.post(f"/memberships/{world.ben.pk}/end/", {"reason": "again"}).status_code == 404


def test_change__an_operators_membership_is_not_there(world, client):
    operator = services.appoint_operator(email="op@example.org", name="Ola", by=audit.System("tests"), on=BEGAN)
    client.force_login(operator.user)

    assert client.get(f"/memberships/{operator.pk}/change/").status_code == 404


def test_end(world):
    client = as_(world, "tom")
    address = f"/memberships/{world.ben.pk}/end/"

    assert "Say why it ends" in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": "moved"})["Location"] == f"/places/{world.team.pk}/people/"
    assert Membership.objects.get(pk=world.ben.pk).end_reason == "moved"


def test_end__a_refusal_is_shown(world):
    page = as_(world, "dora").post(f"/memberships/{world.dora.pk}/end/", {"reason": "enough"}).content.decode()

    assert "left without a director" in page


def test_end__ones_own_goes_to_the_start(world):
    response = as_(world, "tom").post(f"/memberships/{world.tom.pk}/end/", {"reason": "moving"})

    assert response["Location"] == "/"


def test_leave(world):
    make_member(world.other_team, name="Ben")
    client = as_(world, "ben")
    assert "Rowan ward" in client.get("/memberships/").content.decode()

    assert client.post(f"/memberships/{world.ben.pk}/leave/")["Location"] == "/"

    assert "You have left Rowan ward" in client.get("/memberships/").content.decode()
    assert "Rowan ward" not in client.get("/memberships/").content.decode()
    assert client.post(f"/memberships/{world.ben.pk}/leave/").status_code == 404


def test_leave__the_last_director_is_told_why_not(world):
    response = as_(world, "dora").post(f"/memberships/{world.dora.pk}/leave/")

    assert response.status_code == 409
    assert "Name another director first" in response.content.decode()


@pytest.mark.parametrize(("answer", "ends"), [("agree", True), ("decline", False)])
def test_removal__is_settled_by_the_other_side(world, answer, ends):
    removal = services.end_membership(world.lea, reason="why", by=actor(world.tom), on=BEGAN)
    client = as_(world, "bea")

    response = client.post(f"/removals/{removal.pk}/", {"answer": answer})

    assert response["Location"] == f"/places/{world.team.pk}/people/"
    assert Membership.objects.live().filter(pk=world.lea.pk).exists() is not ends
    said = client.get(f"/removals/{removal.pk}/").content.decode()
    assert ("This was agreed" if ends else "This was declined") in said
    assert 'value="agree"' not in said


def test_removal__that_fell_away_says_so(world):
    removal = services.end_membership(world.lea, reason="why", by=actor(world.tom), on=BEGAN)
    services.end_membership(world.lea, reason="", by=actor(world.lea), on=BEGAN)

    client = as_(world, "bea")

    assert "This fell away" in client.get(f"/removals/{removal.pk}/").content.decode()
    late = client.post(f"/removals/{removal.pk}/", {"answer": "agree"})
    assert late.status_code == 409
    assert "already been settled" in late.content.decode()


def test_removal__any_other_answer_is_none(world):
    removal = services.end_membership(world.lea, reason="why", by=actor(world.tom), on=BEGAN)

    response = as_(world, "bea").post(f"/removals/{removal.pk}/", {"answer": "perhaps"})

    assert response.status_code == 409
    assert "Choose whether you agree or not" in response.content.decode()
    assert Removal.objects.get().settled_on is None


@pytest.mark.parametrize("answer", ["agree", "decline"])
def test_voice_request__is_settled_by_its_side(world, answer):
    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "uses_services"], by=actor(world.tom), on=BEGAN
    )
    request = VoiceRequest.objects.get()

    as_(world, "lea").post(f"/voice-requests/{request.pk}/", {"answer": answer})

    assert ("uses_services" in Membership.objects.get(pk=world.ben.pk).voices) is (answer == "agree")


def test_audit__by_act_and_by_person(world):
    services.edit_place(world.team, name="Rowan", by=actor(world.tom), on=BEGAN)
    client = as_(world, "ada")
    address = f"/places/{world.site.pk}/audit/"

    page = client.get(address, {"act": "place.edited", "person": str(world.tom.user_id)}).content.decode()
    assert "Only what Tom did" in page
    assert "Rowan ward → Rowan" in page
    for nonsense in [{"before": "x"}, {"before": "²"}, {"before": "9" * 30}, {"act": "no such act"}, {"person": "x"}]:
        assert client.get(address, nonsense).status_code == 200
    assert "Nothing to show" in client.get(address, {"before": "1"}).content.decode()


def test_audit__older_acts_keep_the_filter(world):
    for number in range(51):
        services.edit_place(world.team, name=f"Rowan {number}", by=actor(world.tom), on=BEGAN)
    client = as_(world, "ada")

    page = client.get(f"/places/{world.team.pk}/audit/", {"act": "place.edited"}).content.decode()

    assert "act=place.edited&amp;before=" in page


def test_words__script_in_any_name_stays_text(world):
    nasty = "<script>alert(1)</script>"
    services.edit_place(world.team, name=nasty, about=nasty, by=actor(world.tom), on=BEGAN)
    make_member(world.team, name=nasty, email="n@example.org")
    services.end_membership(world.lea, reason=nasty, by=actor(world.tom), on=BEGAN)
    client = as_(world, "dora")

    for page in ["people/", "people/invite/", "settings/", "audit/"]:
        assert nasty not in client.get(f"/places/{world.team.pk}/{page}").content.decode()
    assert nasty not in client.get(f"/removals/{Removal.objects.get().pk}/").content.decode()


# When you leave, it stops now.


def test_leaving__the_last_membership_signs_out_at_the_next_request(world):
    ben = as_(world, "ben")
    assert ben.get("/memberships/").status_code == 200

    services.end_membership(world.ben, reason="moved", by=actor(world.tom), on=BEGAN)

    assert ben.get("/memberships/")["Location"].startswith("/sign-in/")


def test_leaving__one_of_several_closes_that_place_and_no_other(world):
    make_member(world.other_team, name="Tom", role=Role.TEAM_LEAD)
    tom = as_(world, "tom")
    assert tom.get(f"/places/{world.team.pk}/people/").status_code == 200

    services.end_membership(world.tom, reason="moved", by=actor(world.ada), on=BEGAN)

    assert tom.get(f"/places/{world.team.pk}/people/").status_code == 404
    assert tom.get(f"/places/{world.other_team.pk}/people/").status_code == 200


def test_leaving__a_half_done_form_sent_after_it_is_refused(world):
    make_member(world.other_team, name="Tom", role=Role.TEAM_LEAD)
    tom = as_(world, "tom")
    address = f"/places/{world.team.pk}/people/invite/"
    assert tom.get(address).status_code == 200
    services.end_membership(world.tom, reason="moved", by=actor(world.ada), on=BEGAN)

    sent = {"name": "N", "email": "n@example.org", "role": "MEMBER", "voices": ["staff"]}

    assert tom.post(address, sent).status_code == 404
    assert not Membership.objects.filter(user__email="n@example.org").exists()


def test_leaving__fewer_rights_than_when_the_form_was_opened(world):
    bea = as_(world, "bea")
    assert bea.get(f"/places/{world.site.pk}/add-team/").status_code == 200
    services.change_membership(world.bea, role=Role.MEMBER, voices=["uses_services"], by=actor(world.dora), on=BEGAN)

    assert bea.post(f"/places/{world.site.pk}/add-team/", {"name": "New"}).status_code == 403


def test_a_closed_account_sees_nothing(world):
    ada = as_(world, "ada")
    user = world.user("ada")
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert ada.get(f"/places/{world.site.pk}/people/")["Location"].startswith("/sign-in/")


def test_rights__are_read_in_one_query_however_often_they_are_asked(world, django_assert_max_num_queries):
    installation.be_born(Installation.Kind.REAL, at=clock.now())
    client = as_(world, "ada")
    client.get(f"/places/{world.site.pk}/people/")

    with django_assert_max_num_queries(10):  # session, person, rights, place, and six of the page itself
        client.get(f"/places/{world.site.pk}/people/")
