"""A code that was used opens what came of it, once it is shared."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.assessments import services
from alongside.assessments.guest import Visit
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.assessments.tests import rating_factories as given
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round
from alongside.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def revealed(people: People, *, mode: str = Round.Mode.PRIVATE) -> tuple[Round, str, str]:
    """A revealed round, a code that was used in it, and its receipt."""
    round = make_round(place=people.site, mode=mode)
    code = given.make_code(round)
    eve = Client()
    visit = given.come_in(eve, code)
    eve.post("/rate/1/", given.sent(visit, "c1", answer="1"))
    for voice, number in (("uses_services", 9), ("staff", 9), ("leaders", 3)):
        answer(round, voice, number)
    round = services.close_round(round, by=TEST, at=clock.now())
    for name in ("ada", "bea"):
        user = User.objects.filter(name=name.title()).first() or getattr(people, name)  # an open room needed them
        round = services.turn_reveal_key(round, by=acting(user), at=clock.now(), knowing=True)
    return round, code, visit.receipt


def test_result__opens_with_the_code_once_it_is_shared(people: People, client: Client) -> None:
    round, code, receipt = revealed(people)
    early = client.post("/rate/", {"code": code})
    assert early.context["form"].errors["code"] == [services.NotShownYet.message]

    services.share_round(round, by=acting(people.ada), at=clock.now())
    page = client.post("/rate/", {"code": code}, follow=True)

    assert page.redirect_chain == [("/rate/result/", 302)]
    assert "How we each see it" in page.content.decode()
    assert page.context["result"].round == round
    assert page.context["result"].open_room is False
    assert code not in page.content.decode()
    assert "al-leave" in page.content.decode()
    assert Client().post("/rate/", {"code": receipt}).headers["Location"] == "/rate/result/"


def test_result__can_be_read_in_another_order_and_in_large_print(people: People, client: Client) -> None:
    round, code, _ = revealed(people)
    services.share_round(round, by=acting(people.ada), at=clock.now())
    given.come_in(client, code)

    assert client.get("/rate/result/?order=gap").context["result"].order == "gap"
    assert client.get("/rate/result/?order=nonsense").context["result"].order == "number"
    assert client.post("/rate/look/", {"look": "large", "back": "result"}).headers["Location"] == "/rate/result/"
    assert 'class="large-print"' in client.get("/rate/result/").content.decode()


def test_result__an_open_room_is_open_until_the_meeting_is_closed(people: People, client: Client) -> None:
    round, code, _ = revealed(people, mode=Round.Mode.OPEN_ROOM)
    services.share_round(round, by=TEST, at=clock.now())
    given.come_in(client, code)

    assert client.get("/rate/result/").context["result"].open_room is True
    Round.objects.update(state=State.AGREED)
    assert client.get("/rate/result/").context["result"].open_room is False


def test_result__who_reads_it_can_ask_to_be_told_but_not_answer(people: People, client: Client) -> None:
    round, code, _ = revealed(people)
    services.share_round(round, by=acting(people.ada), at=clock.now())
    given.come_in(client, code)

    for path in ("welcome", "1", "all", "done", "take-back"):
        assert client.get(f"/rate/{path}/").headers["Location"] == "/rate/"
    assert 'href="/rate/result/"' in client.get("/rate/hear-back/").content.decode()
    assert client.post("/rate/hear-back/", {"address": "eve@example.org"}).headers["Location"] == "/rate/will-hear/"
    assert client.post("/rate/done/", {"waives": "on"}).headers["Location"] == "/rate/"


def test_result__an_answer_sent_after_sharing_is_too_late_and_says_so(people: People, client: Client) -> None:
    round, code, receipt = revealed(people)
    services.share_round(round, by=acting(people.ada), at=clock.now())
    before = Visit(round=str(round.pk), receipt=receipt, voice="uses_services")

    page = client.post("/rate/1/", given.sent(before, "c1", answer="1") | {"code": code})

    assert services.TooLate.message in page.content.decode()
    assert page.context["held"] == list(given.sent(before, "c1", answer="1").items())


def test_result__somebody_who_may_answer_sees_none(client: Client) -> None:
    given.come_in(client, given.make_code(make_round()))

    assert client.get("/rate/result/").headers["Location"] == "/rate/"


def test_result__a_round_no_longer_shared_is_not_shown(people: People, client: Client) -> None:
    round, code, _ = revealed(people)
    services.share_round(round, by=acting(people.ada), at=clock.now())
    given.come_in(client, code)
    Round.objects.filter(pk=round.pk).update(state=State.REVEALED)

    assert client.get("/rate/result/").headers["Location"] == "/rate/"
