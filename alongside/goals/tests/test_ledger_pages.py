"""The ledger as a browser sends it: what is kept, what is refused, who sees what."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.goals.models import Proposal
from alongside.goals.rules.goals import State
from alongside.goals.tests import factories, ledger_factories
from alongside.programmes.tests.factories import World, as_

pytestmark = pytest.mark.django_db


def date_of(day: dt.date, name: str) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def proposal_data(**given: Any) -> dict[str, Any]:
    told = {"text": "Tea at night", "voice": "uses_services", "options": "", "about": "", "token": str(uuid4())}
    return told | date_of(clock.today(), "proposed_on") | given


def test_ledger__whole_page_of_a_place_with_something_of_everything(world: World):
    at = clock.now() - dt.timedelta(days=200)
    factories.make_goal(world.team, state=State.ACTIVE, at=at)
    ledger_factories.tell(ledger_factories.decide(ledger_factories.make_proposal(world.team)))
    ledger_factories.make_proposal(world.team)
    ledger_factories.make_pulse(world.team)

    page = as_(world, "ben").get(f"/places/{world.team.pk}/ledger/").content.decode()

    for words in ("Tea at night", "half heard within 0 days", "Co-signed", "as full members", "Goals meeting"):
        assert words in page


def test_ledger__chosen_by_voice_and_outcome(world: World):
    waits, declined = ledger_factories.make_proposal(world.team), ledger_factories.make_proposal(world.team)
    ledger_factories.decide(declined, decision="declined")
    address, client = f"/places/{world.team.pk}/ledger/", as_(world, "ben")

    waiting = client.get(address, {"voice": "uses_services", "became": "waiting", "page": "7"}).content.decode()
    told = client.get(address, {"voice": "nobody", "became": "declined", "page": "x"}).content.decode()

    assert waits.text in waiting
    assert declined.text not in waiting
    assert declined.text in told
    assert waits.text not in told


def test_record__kept_with_what_it_is_about_and_only_once(world: World):
    goal = factories.make_goal(world.team)
    data, client = proposal_data(about=f"goal:{goal.pk}"), as_(world, "ben")

    first = client.post(f"/places/{world.team.pk}/ledger/new/", data)
    again = client.post(f"/places/{world.team.pk}/ledger/new/", data)

    kept = Proposal.objects.get()
    assert first["Location"] == again["Location"] == kept.get_absolute_url()
    assert (kept.goal, kept.voice, kept.text) == (goal, "uses_services", "Tea at night")
    assert "Belongs to" in client.get(kept.get_absolute_url()).content.decode()


def test_record__says_what_is_missing_and_keeps_what_was_typed(world: World):
    response = as_(world, "ben").post(
        f"/places/{world.team.pk}/ledger/new/", proposal_data(voice="", options="A kettle")
    )

    page = response.content.decode()
    assert "Choose the voice that proposed it" in page
    assert "A kettle" in page
    assert "<title>Error: " in page
    assert not Proposal.objects.exists()


def test_record__refusal_of_the_service_becomes_the_form_s(world: World):
    tomorrow = clock.today() + dt.timedelta(days=1)

    response = as_(world, "ben").post(
        f"/places/{world.team.pk}/ledger/new/", proposal_data(**date_of(tomorrow, "proposed_on"))
    )

    assert "That day has not come yet" in response.content.decode()


def test_decide_and_tell__by_those_who_lead_only(world: World):
    made = ledger_factories.make_proposal(world.team)
    decision = {
        "decision": "changed", "decided_by": ["uses_services", "staff"], "reason": "Nights are long", "changed": "",
        "version": "1", **date_of(clock.today(), "decided_on"),
    }  # fmt: skip
    told = {"changed": "There is a kettle", **date_of(clock.today(), "told_on")}
    tom = as_(world, "tom")

    assert as_(world, "ben").post(f"{made.get_absolute_url()}decide/", decision).status_code == 403
    assert tom.post(f"{made.get_absolute_url()}decide/", decision)["Location"] == made.get_absolute_url()
    assert "Write down that they were told" in tom.get(made.get_absolute_url()).content.decode()
    assert tom.post(f"{made.get_absolute_url()}tell/", told)["Location"] == made.get_absolute_url()

    kept = Proposal.objects.get()
    assert (kept.decision, kept.changed, kept.told_on) == ("changed", "There is a kettle", clock.today())
    assert "Told back" in tom.get(made.get_absolute_url()).content.decode()


def test_decide__two_who_write_at_once_see_both(world: World):
    made = ledger_factories.make_proposal(world.team)
    ledger_factories.decide(made, decision="declined", reason="No money")
    mine = {
        "decision": "accepted", "decided_by": ["staff"], "reason": "My words", "changed": "", "version": "1",
        **date_of(clock.today(), "decided_on"),
    }  # fmt: skip

    page = as_(world, "tom").post(f"{made.get_absolute_url()}decide/", mine).content.decode()

    assert "No money" in page
    assert "My words" in page
    assert 'name="version" value="2"' in page


def test_tell__refused_before_anything_is_decided(world: World):
    made = ledger_factories.make_proposal(world.team)

    response = as_(world, "tom").post(
        f"{made.get_absolute_url()}tell/", {"changed": "", **date_of(clock.today(), "told_on")}
    )

    assert "Nothing has been decided about this yet" in response.content.decode()


def test_decide__refused_once_they_were_told(world: World):
    made = ledger_factories.tell(ledger_factories.decide(ledger_factories.make_proposal(world.team)))
    mine = {
        "decision": "accepted", "decided_by": ["staff"], "reason": "My words", "changed": "", "version": "3",
        **date_of(clock.today(), "decided_on"),
    }  # fmt: skip

    page = as_(world, "tom").post(f"{made.get_absolute_url()}decide/", mine).content.decode()

    assert "have been told, so this stands" in page


def test_decide_and_tell__send_back_whoever_comes_at_the_wrong_time(world: World):
    waits = ledger_factories.make_proposal(world.team)
    told = ledger_factories.tell(ledger_factories.decide(ledger_factories.make_proposal(world.team)))
    tom = as_(world, "tom")

    assert tom.get(f"{waits.get_absolute_url()}decide/").status_code == 200
    assert tom.get(f"{waits.get_absolute_url()}tell/")["Location"] == f"{waits.get_absolute_url()}decide/"
    for page in ("decide/", "tell/"):
        assert tom.get(f"{told.get_absolute_url()}{page}")["Location"] == told.get_absolute_url()


def test_ledger__of_another_site_is_not_there(world: World):
    made = ledger_factories.make_proposal(world.team)
    dev = as_(world, "dev")

    assert dev.get(f"/places/{world.team.pk}/ledger/").status_code == 404
    assert dev.get(made.get_absolute_url()).status_code == 404
    assert dev.post(f"/places/{world.team.pk}/ledger/new/", proposal_data()).status_code == 404
    assert made.text not in dev.get(f"/places/{world.other_site.pk}/ledger/").content.decode()


def test_ledger__a_programme_has_none(world: World):
    assert as_(world, "dora").get(f"/places/{world.programme.pk}/ledger/").status_code == 404


@pytest.mark.slow
def test_ledger__as_many_queries_for_two_hundred_proposals_as_for_two(world: World):
    client, address = as_(world, "tom"), f"/places/{world.team.pk}/ledger/"
    factories.make_goal(world.team, state=State.ACTIVE, at=clock.now() - dt.timedelta(days=60))
    for _ in range(2):
        ledger_factories.make_proposal(world.team)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(198):
        ledger_factories.make_proposal(world.team)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) <= len(few)
