"""What Alongside holds about somebody can be seen, put right and taken along; leaving stops everything at once (A4)."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts import services
from alongside.accounts.models import Slip, User
from alongside.api import services as tokens
from alongside.assessments.models import NamedContact
from alongside.assessments.tests.factories import make_round
from alongside.core import audit, clock, drafts, holdings, outbox
from alongside.core.models import AuditEntry, Draft, Letter
from alongside.goals.models import Pulse
from alongside.goals.rules.goals import State
from alongside.goals.services import reminders
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import factories as goals
from alongside.goals.tests import ledger_factories as ledger
from alongside.keeping_safe.models import Case, Contact, Talk
from alongside.programmes import services as programmes
from alongside.programmes.models import Away, Deputy, Membership, Removal
from alongside.programmes.tests.factories import TESTS, World, actor, as_, make_member, make_world

pytestmark = pytest.mark.django_db

NAME, ADDRESS, WORDS = "Quillon Abernathy", "quillon@example.org", "A bench in the garden, and somebody on it"
TITLES = {
    "Your account",
    "How you prove that it is you",
    "A printed code to sign in with",
    "Words that you have not sent",
    "Letters to you that wait",
    "What the trail says you did, or was done about you",
    "Where you belong, and as what",
    "Wishes to end or change a membership",
    "Who stands in for whom",
    "When you are away",
    "Requests for a talk with you",
    "Where you are named as somebody to turn to",
    "Rounds in which you are somebody to turn to",
    "Ideas that you proposed",
    "Meetings for which you took a code",
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def quill(world) -> Membership:
    """Somebody who leads the site for lived experience, and of whom everything holds something."""
    role = Role.LIVED_EXPERIENCE_CO_LEAD
    quill = make_member(world.site, name=NAME, email=ADDRESS, role=role)
    by, on, at = actor(quill), clock.today(), clock.now()
    services.change_name(quill.user, name="Quill", by=by, on=on)
    services.change_name(quill.user, name=NAME, by=by, on=on)
    Slip.objects.create(user=quill.user, mark="x", until_on=on)
    programmes.name_deputy(quill, through=world.lea, from_on=on, until_on=None, by=by, on=on)
    programmes.say_away(from_on=on, until_on=on, by=by, on=on)
    programmes.end_membership(world.ben, reason="moved on", by=by, on=on)
    drafts.keep(by.signature, "/somewhere/", {"why": ["two words"]}, at=at)
    outbox.queue(to=ADDRESS, subject="Something waits", body="…", on=on)
    Talk.objects.create(scope=world.site.scope, to=NAME, user=quill.user, mark="m", seen_mark="s", asked_on=on)
    ran = make_round(place=world.site)
    named = {"scope": world.site.scope, "name": NAME, "email": ADDRESS, "user": quill.user}
    Contact.objects.update_or_create(place=world.site, kind="IN_TEAM", defaults=named)
    NamedContact.objects.filter(round=ran, kind="IN_TEAM").update(name=NAME, email=ADDRESS.upper())
    pulse = ledger.make_pulse(world.site)
    ledger.make_pulse(world.team)
    Pulse.objects.filter(pk=pulse.pk).update(taken=sorted([str(quill.user_id), "another"]))
    idea = cycles.make_idea(goals.make_goal(world.site, state=State.ACTIVE), text=WORDS)
    type(idea).objects.filter(pk=idea.pk).update(proposed_by=quill.user)
    return quill


def leave(who: Membership, **told: bool) -> None:
    services.leave_alongside(who.user, **told, by=actor(who), at=clock.now())


def code_in(letter: Letter) -> str:
    """The code that a letter brings."""
    found = re.search(r"^(\w{4} \w{4})$", outbox.text_of(letter), re.MULTILINE)
    assert found
    return found[1]


def test_what_is_held_is_shown_and_can_be_taken_along(world, quill):
    browser = Client()
    browser.force_login(quill.user)

    page = browser.get("/account/held/")
    whole = browser.get("/account/held/page/")
    taken = browser.get("/account/held/json/")

    told = json.loads(taken.content)
    titles = {one["title"] for one in told["holdings"]}
    assert titles >= TITLES
    for answer in (page, whole, taken):
        assert WORDS in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
    assert "assessments.Ballot.answers" in told["not_held"]
    assert all("attachment" in answer["Content-Disposition"] for answer in (taken, whole))
    of_another = as_(world, "ada").get("/account/held/json/").content.decode()
    assert WORDS not in of_another
    assert ADDRESS not in of_another


def test_leaving__takes_the_name_out_of_everywhere(world, quill):
    leave(quill)

    quill.user.refresh_from_db()
    assert (quill.user.name, quill.user.email, quill.user.is_active) == (holdings.FORMER, None, False)
    assert not Membership.objects.live().filter(user=quill.user).exists()
    assert Deputy.objects.get().ended_on == clock.today()
    assert not Removal.objects.waiting().exists()
    for gone in (Away, Draft, Slip):
        assert not gone.objects.exists()
    assert not Contact.objects.filter(name=NAME).exists()
    assert not Letter.objects.filter(to=ADDRESS).exists()
    assert sorted(Pulse.objects.values_list("taken", flat=True)) == [[], ["another"]]
    assert Talk.objects.get().user is None
    rows = str(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert "Quill" not in rows
    assert audit.verify_all() == []
    trail = as_(world, "ada").get(f"/places/{world.site.pk}/audit/").content.decode()
    assert "A former member" in trail
    assert NAME not in trail
    people = as_(world, "ada").get(f"/places/{world.site.pk}/people/").content.decode()
    assert NAME not in people
    with pytest.raises(services.HasLeft):
        leave(quill)


def test_leaving__words_stay_unless_asked_to_be_taken_down(world, quill):
    leave(quill, takes_down=True)

    assert sorted(Case.objects.values_list("table", flat=True)) == ["goals.ChangeIdea", "programmes.Removal"]
    assert AuditEntry.objects.get(action="user.left").changes["reported"] == 2


def test_leaving__the_last_director_names_another_first(world):
    browser = as_(world, "dora")

    sent = browser.post("/account/leave/", {"sure": "on"})

    assert "Name another director first" in sent.content.decode()
    assert Membership.objects.live().filter(user=world.dora.user).exists()
    world.dora.user.refresh_from_db()
    assert world.dora.user.is_active


@pytest.mark.parametrize("how", ["leaves for good", "membership ends"])
def test_leaving__stops_every_door_at_once(world, how):
    lea = world.lea
    browser = Client()
    browser.force_login(lea.user)
    page = f"/places/{world.team.pk}/people/invite/"
    mark = re.search(r'name="form_mark" value="([^"]+)"', browser.get(page).content.decode())
    _, calendar = reminders.make_calendar(by=actor(lea), at=clock.now())
    _, word = tokens.make_token(
        name="P", expires_on=clock.today() + dt.timedelta(days=9), by=actor(lea), on=clock.today()
    )
    stop = reminders.stop_address(lea.user_id).partition("/letters")[2]
    drafts.keep(actor(lea).signature, f"/places/{world.team.pk}/goals/new/", {"why": ["two words"]}, at=clock.now())
    again = Client()
    assert Draft.objects.exists()

    def doors() -> list[int]:
        asked = {"name": "Nia Jones", "email": "n@example.org", "role": "MEMBER", "voices": ["uses_services"]}
        return [
            browser.get(f"/places/{world.team.pk}/").status_code,
            browser.post(page, {**asked, "form_mark": mark[1] if mark else ""}).status_code,
            Client().get(f"/calendar/{calendar}.ics").status_code,
            Client().get("/api/series", headers={"Authorization": f"Bearer {word}"}).status_code,
            Client().get(f"/letters{stop}").status_code,
            again.get("/account/drafts/").content.count(b"two words"),
        ]

    if how == "leaves for good":
        leave(lea)
    else:
        programmes.end_membership(lea, reason="", by=actor(lea), on=clock.today())

    again.force_login(lea.user)  # somebody who belongs nowhere may still sign in, and finds nothing
    for _ in range(10):
        place, form, feed, api, letter, kept = doors()
        assert (place, form, feed, kept) == (302, 302, 404, 0)
    assert api in {401, 403, 404}
    assert letter == (404 if how == "leaves for good" else 200)
    assert not Draft.objects.exists()
    assert not Membership.objects.filter(user__email="n@example.org").exists()


def test_leaving__without_an_address_too(world):
    User.objects.filter(pk=world.ben.user_id).update(email=None, sign_in_name="amber-river-7")
    world.ben.user.refresh_from_db()

    leave(world.ben)

    world.ben.user.refresh_from_db()
    assert (world.ben.user.name, world.ben.user.sign_in_name) == (holdings.FORMER, None)


def test_leaving__by_the_page(world):
    browser = as_(world, "ben")
    assert browser.post("/account/leave/", {}).status_code == 200

    assert browser.post("/account/leave/", {"sure": "on"})["Location"] == "/"

    assert browser.get("/account/")["Location"].startswith("/sign-in/")


def test_the_address__is_changed_with_the_code_that_went_to_the_new_one(world):
    browser, other = as_(world, "ben"), as_(world, "ben")
    assert browser.get("/account/address/code/")["Location"] == "/account/address/"
    assert "correct format" in browser.post("/account/address/", {"email": "no"}).content.decode()

    browser.post("/account/address/", {"email": "New@Example.org"})
    code = code_in(Letter.objects.get(to="new@example.org"))
    assert browser.post("/account/address/code/", {"code": "XXXX XXXX"}).status_code == 200
    done = browser.post("/account/address/code/", {"code": code.lower()})

    assert done["Location"] == "/account/"
    assert browser.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    world.ben.user.refresh_from_db()
    assert world.ben.user.email == "new@example.org"
    assert Letter.objects.filter(to="ben@example.org", body__contains="no longer opens").exists()
    assert "new@example.org" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_the_address__of_somebody_who_had_none(world):
    User.objects.filter(pk=world.ben.user_id).update(email=None, sign_in_name="amber-river-7")
    world.ben.user.refresh_from_db()
    by, at = actor(world.ben), clock.now()
    with pytest.raises(services.NotAnAddress):
        services.ask_to_change_address(world.ben.user, email="no address", by=by, at=at)

    asked = services.ask_to_change_address(world.ben.user, email="free@example.org", by=by, at=at)
    [letter] = Letter.objects.filter(to="free@example.org")
    changed = services.change_address(world.ben.user, asked=asked, code=code_in(letter), by=by, at=at)

    assert changed.email == "free@example.org"
    assert not Letter.objects.filter(body__contains="no longer opens").exists()


def test_the_address__of_another_is_never_taken_and_nobody_learns_of_it(world):
    by, at = actor(world.ben), clock.now()
    asked = services.ask_to_change_address(world.ben.user, email="ada@example.org", by=by, at=at)

    letter = outbox.text_of(Letter.objects.filter(to="ada@example.org").order_by("pk").get(sealed__isnull=False))
    assert "There is an account with this address already" in letter
    with pytest.raises(services.WrongAddressCode):
        services.change_address(world.ben.user, asked=asked, code="", by=by, at=at)
    fresh = services.ask_to_change_address(world.ben.user, email="free@example.org", by=by, at=at)
    code = code_in(Letter.objects.get(to="free@example.org"))
    with pytest.raises(services.WrongAddressCode):
        services.change_address(world.ben.user, asked=fresh, code=code, by=by, at=at + dt.timedelta(minutes=16))
    services.create_user(email="free@example.org", name="Fay", by=TESTS, on=clock.today())
    with pytest.raises(services.AddressInUse):
        services.change_address(world.ben.user, asked=fresh, code=code, by=by, at=at)
