"""Opening a round, and each side's yes to an open room."""

from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import CONTACTS, People, acting, make_round, person, person_without_a_voice
from alongside.assessments.tests.pages import opened, problems, said

OPEN_ROOM = Round.Mode.OPEN_ROOM


def test_open__opens_and_leads_to_inviting(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site)
    client.force_login(people.ada)

    answer = client.post(f"{round.get_absolute_url()}open/", follow=True)

    round.refresh_from_db()
    assert round.state == State.OPEN
    assert answer.context_data["page"].next.text == "Invite people by mail"


def test_open__sent_twice_opens_once_and_says_nothing_bad(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site)
    client.force_login(people.ada)

    answers = [client.post(f"{round.get_absolute_url()}open/") for _ in range(2)]

    assert [answer.url for answer in answers] == [round.get_absolute_url()] * 2  # type: ignore[attr-defined]


def test_open__with_something_missing_offers_to_add_it_and_refuses(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, contacts=CONTACTS[:3])
    client.force_login(people.ada)
    url = f"{round.get_absolute_url()}open/"

    assert "Add what is missing" in client.get(url).content.decode()
    assert problems(client.post(url)) == ["Before the round can open: name an emergency line."]


def test_open__beside_another_round_is_refused_on_the_page(client: Client, people: People) -> None:
    make_round(place=people.site)
    round = make_round(state=State.DRAFT, place=people.site, name="Second")
    client.force_login(people.ada)

    assert problems(client.post(f"{round.get_absolute_url()}open/")) == [services.AnotherRoundIsRunning.message]


def test_open_room__each_side_says_yes_from_its_own_sign_in(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)
    url = f"{round.get_absolute_url()}open-room/"

    for user in (people.ada, people.bea):
        client.force_login(user)
        assert client.post(url).status_code == 302

    assert set(round.keys.values_list("side", flat=True)) == {"lived_experience", "profession"}
    assert services.open_round(round, by=acting(people.ada), at=MONDAY).state == State.OPEN


def test_open_room__says_who_has_said_yes_and_asks_them_no_more(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)
    url = f"{round.get_absolute_url()}open-room/"
    client.force_login(people.ada)
    client.post(url)

    mine = client.get(url).content.decode()

    assert "Say yes for my side" not in mine
    assert "Your key" in mine


def test_open_room__somebody_with_several_hats_chooses_one(client: Client, people: People) -> None:
    pia = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["staff", "uses_services"])
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)
    url = f"{round.get_absolute_url()}open-room/"
    client.force_login(pia)

    assert dict(opened(client, url).fields["voice"].choices) == {
        "staff": "Staff",
        "uses_services": "People who use services",
    }
    assert problems(client.post(url)) == ["Choose which voice you speak in here"]
    client.post(url, {"voice": "uses_services"})

    assert round.keys.get().side == "lived_experience"
    assert "voice" not in opened(client, url).fields


def test_open_room__of_a_private_round_leads_back_with_a_word(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site)
    client.force_login(people.ada)

    for page in (client.get, client.post):
        answer = page(f"{round.get_absolute_url()}open-room/", follow=True)
        assert "private round" in said(answer)[0]

    assert not round.keys.exists()


def test_open_room__refused_to_someone_with_no_voice(client: Client, people: People) -> None:
    silent = person_without_a_voice("Sid", role=Role.SITE_LEAD, place=people.site)
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)
    client.force_login(silent)

    assert problems(client.post(f"{round.get_absolute_url()}open-room/")) == [services.NoHatToWear.message]
