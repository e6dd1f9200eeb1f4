"""What each form does: what it writes, what it refuses and says, and where it goes on to."""

from __future__ import annotations

import pytest

from alongside.access.permissions import Role
from alongside.core import audit, clock
from alongside.programmes import services
from alongside.programmes.models import Membership, Partner, Place, Removal, SiteTier, VoiceRequest
from alongside.programmes.tests.factories import BEGAN, actor, as_, make_member
from alongside.programmes.tests.test_places import make_edition

pytestmark = pytest.mark.django_db


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
