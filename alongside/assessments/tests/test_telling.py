"""Those who asked are told, by the sender alone."""

from alongside.assessments import services
from alongside.assessments.rules import State
from alongside.assessments.services.telling import SHARED, tell_those_who_asked
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import People, acting, make_round
from alongside.core.models import Letter


def test_telling__writes_to_each_address_and_names_no_service(people: People) -> None:
    round = make_round(place=people.site)
    services.leave_address(round, address="eve@example.org", at=MONDAY)

    told = tell_those_who_asked(round, body=SHARED, on=MONDAY.date(), url="https://alongside.example")

    letter = Letter.objects.get(to="eve@example.org")
    assert told == 1
    assert people.site.name not in letter.subject + letter.body
    assert "https://alongside.example/rate/" in letter.body


def test_telling__writes_in_the_language_of_the_page_on_which_the_address_was_left(people: People) -> None:
    round = make_round(place=people.site)
    services.leave_address(round, address="eve@example.org", language="cy", at=MONDAY)

    tell_those_who_asked(round, body=SHARED, on=MONDAY.date(), url="https://alongside.example")

    letter = Letter.objects.get(to="eve@example.org")
    assert letter.subject == "Roeddech eisiau gwybod beth ddigwyddodd"
    assert "Gellir darllen yr atebion nawr. Agorwch https://alongside.example/rate/" in letter.body


def test_telling__an_address_sealed_with_a_lost_key_is_left_alone(people: People) -> None:
    round = make_round(place=people.site)
    services.leave_address(round, address="eve@example.org", at=MONDAY)
    round.letterboxes.update(sealed=b"sealed with a key that is gone")

    assert tell_those_who_asked(round, body=SHARED, on=MONDAY.date()) == 0


def test_telling__happens_when_a_round_is_shared_and_when_it_ends_unseen(people: People) -> None:
    shared = make_round(place=people.site, state=State.REVEALED)
    services.leave_address(shared, address="eve@example.org", at=MONDAY)
    services.share_round(shared, by=acting(people.ada), at=MONDAY)
    ended = make_round(place=people.site, name="Another")
    services.leave_address(ended, address="eve@example.org", at=MONDAY)
    services.cancel_round(ended, why="a test", by=acting(people.ada), at=MONDAY)

    assert Letter.objects.filter(to="eve@example.org").count() == 2
    assert not ended.letterboxes.exists()
