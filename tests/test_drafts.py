"""Half-written words survive the session's end, the back button, a refusal and a double submit (promise C8).

Shown with forms of three apps: inviting someone (programmes), proposing a goal (goals), cancelling a round
(assessments).
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from alongside.accounts import marks, services
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import make_round
from alongside.core import clock, drafts
from alongside.core.models import AuditEntry, Draft
from alongside.programmes.tests.factories import TESTS, World, make_world

pytestmark = pytest.mark.django_db

WORDS = "Somebody to talk to, on Sunday <b>too</b>"
SHOWN = "Somebody to talk to, on Sunday &lt;b&gt;too&lt;/b&gt;"


@pytest.fixture
def world() -> World:
    return make_world()


def mark_in(client: Client, page: str) -> str:
    """The mark of the forms on a page, as a browser would send it."""
    found = re.search(r'name="form_mark" value="([^"]+)"', client.get(page).content.decode())
    assert found, page
    return found[1]


def a_form(which: str, world: World) -> tuple[str, dict[str, str]]:
    """A form of one of three apps: its page, and what somebody typed."""
    if which == "a round":
        return f"/rounds/{make_round(place=world.site, state=State.OPEN).pk}/cancel/", {"why": WORDS}
    return {
        "inviting": (f"/places/{world.site.pk}/people/invite/", {"name": WORDS, "email": "a@example.org"}),
        "a goal": (f"/places/{world.site.pk}/goals/new/", {"title": WORDS}),
    }[which]


@pytest.mark.parametrize("which", ["inviting", "a goal", "a round"])
def test_words_sent_after_the_session_ended_come_back_in_the_form(world, client, which):
    page, typed = a_form(which, world)
    client.force_login(world.ada.user)
    mark = mark_in(client, page)
    client.cookies.clear()

    sent = client.post(page, {**typed, "form_mark": mark})

    assert sent["Location"] == f"/sign-in/?next={page}"
    client.force_login(world.ada.user)
    offered = client.get(page).content.decode()
    assert "You were writing this on" in offered
    back = client.get(f"{page}?draft=go-on").content.decode()
    assert (offered.count(SHOWN), back.count(SHOWN)) == (1, 2)
    assert "Error:" not in back
    assert WORDS not in str(Draft.objects.values_list("sealed", "form", "owner"))
    assert not AuditEntry.objects.filter(action__startswith="draft").exists()


def test_words_are_kept_while_writing_and_forgotten_once_sent(world, client):
    page = f"/places/{world.site.pk}/people/invite/"
    client.force_login(world.ada.user)
    mark = mark_in(client, page)
    typed = {"name": "Nia Jones", "email": "n@example.org", "role": "MEMBER", "voices": ["staff"], "form_mark": mark}

    assert client.post("/account/drafts/keep/", typed).status_code == 204
    assert client.get("/account/drafts/").context_data["drafts"][0].words == ["Nia Jones"]
    assert client.post(page, typed).status_code == 302

    assert not Draft.objects.exists()


def test_a_form_sent_twice_counts_once(world, client):
    page = f"/places/{world.site.pk}/add-team/"
    client.force_login(world.ada.user)
    typed = {"name": "Birch team", "form_mark": mark_in(client, page)}

    first, second = client.post(page, typed), client.post(page, typed)

    assert first["Location"] == second["Location"]
    assert second.status_code == 302
    assert AuditEntry.objects.filter(action="team.added", changes__name="Birch team").count() == 1
    assert (
        "already one of that name" in client.post(page, {**typed, "form_mark": mark_in(client, page)}).content.decode()
    )


def test_a_form_with_a_mistake_can_be_sent_again(world, client):
    page = f"/places/{world.site.pk}/add-team/"
    client.force_login(world.ada.user)
    typed = {"name": world.team.name, "form_mark": mark_in(client, page)}

    assert [client.post(page, typed).status_code for _ in range(2)] == [200, 200]


def test_words_of_a_refused_token_are_kept(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ada.user)
    page, typed = a_form("inviting", world)

    refused = client.post(page, {**typed, "form_mark": mark_in(client, page)})

    assert refused.status_code == 403
    assert "your words are kept" in refused.content.decode()
    assert drafts.kept_for(f"user:{world.ada.user_id}", form=page, at=clock.now())[0].fields["name"] == [WORDS]
    assert "form_mark" not in drafts.kept_for(f"user:{world.ada.user_id}", at=clock.now())[0].fields


@pytest.mark.parametrize("door", ["forged", "other", "epoch", "closed", "none"])
def test_nothing_is_kept_for_nobody(world, client, door):
    page, typed = a_form("inviting", world)
    client.force_login(world.ada.user)
    mark = mark_in(client, page)
    client.cookies.clear()
    if door == "forged":
        mark = mark[:-3] + "abc"
    if door == "other":
        client.force_login(world.bea.user)
        assert client.post("/account/drafts/keep/", {**typed, "form_mark": mark}).status_code == 400
    if door == "epoch":
        services.end_sessions(world.ada.user, by=TESTS, on=clock.today())
    if door == "closed":
        type(world.ada.user).objects.update(is_active=False)

    client.post(page, {**typed, "form_mark": "" if door == "none" else mark})

    assert not Draft.objects.exists()


def test_nobody_reads_anothers_draft_and_it_can_be_thrown_away(world, client):
    page, typed = a_form("inviting", world)
    client.force_login(world.ada.user)
    client.post("/account/drafts/keep/", {**typed, "form_mark": mark_in(client, page)})
    kept = Draft.objects.get()

    client.force_login(world.bea.user)
    assert "You were writing" not in client.get(page).content.decode()
    assert client.get("/account/drafts/").context_data["drafts"] == []
    client.post(f"/account/drafts/{kept.pk}/throw-away/")
    assert Draft.objects.exists()

    client.force_login(world.ada.user)
    assert client.post(f"/account/drafts/{kept.pk}/throw-away/", {"here": "yes"})["Location"] == page
    assert not Draft.objects.exists()


def test_kept__only_what_is_worth_it_and_never_what_is_secret(settings):
    at = clock.now()
    posted = [("password", ["a b"]), ("otp_code", ["1 2"]), ("csrfmiddlewaretoken", ["x y"]), ("why", ["two words"])]

    assert drafts.fields_of(posted) == {"why": ["two words"]}
    assert drafts.keep("user:1", "/a/", {"answer": ["agree"]}, at=at) is None
    assert drafts.keep("user:1", "/a/", {"why": ["x " * drafts.LARGEST]}, at=at) is None
    for n in range(drafts.MOST + 2):
        drafts.keep("user:1", f"/{n}/", {"why": ["two words"]}, at=at + dt.timedelta(seconds=n))
    assert Draft.objects.count() == drafts.MOST
    assert drafts.forget_old(at=at + drafts.KEPT_FOR) == 0
    settings.SECRET_KEY = "another"
    assert drafts.kept_for("user:1", at=at) == []
    assert drafts.forget_old(at=at + drafts.KEPT_FOR + dt.timedelta(days=1)) == drafts.MOST
    assert drafts.throw_away("user:1") == ""


def test_the_end_of_a_session_is_told_in_time(world, client):
    client.force_login(world.ada.user)

    page = client.get("/account/").content.decode()

    assert 'data-session-seconds="3300"' in page or 'data-session-seconds="3299"' in page
    assert client.post("/account/stay/", {"quietly": "yes"}).status_code == 204
    assert client.post("/account/stay/")["Location"] == "/"
    assert "data-session-seconds" not in Client().get("/").content.decode()


def test_a_mark_of_nobody_is_empty(rf):
    request = rf.get("/")
    request.user = type("Nobody", (), {"is_authenticated": False})()

    assert marks.make(request) == ""
