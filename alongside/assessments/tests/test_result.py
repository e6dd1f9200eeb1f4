from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.assessments.queries import results
from alongside.assessments.rules import Silence, State
from alongside.assessments.tests.factories import People, acting, answer, make_round, person
from alongside.assessments.tests.meeting_factories import (
    APART,
    agreed,
    met,
    position,
    quote_of,
    read_by_both,
    revealed,
    shared,
    with_words,
)
from alongside.core import clock

ALIKE = {"uses_services": [1, 1, 1, 2, 0, 1, 2, 0, 1], "staff": [1, 1, 2, 1, 0, 2, 0, 1]}
FEW_LEADERS = {"uses_services": [0, 1, 1, 2, 0, 1, 2, 0, 1], "staff": [1, 1, 2, 1, 0, 2, 0, 1], "leaders": [3, 3, 2]}
OPEN = {"uses_services": [0, 0, 1, 1, 2, 0], "staff": [1, 2, 2, 1, 3], "leaders": [3, 3]}


def test_result_page__says_it_first_in_one_sentence(people: People) -> None:
    page = results.result_page(shared(people))

    assert page.sentence == (
        "Nine people who use services, and ten staff. On none of the ten challenges do you see it quite alike. "
        "You are furthest apart on Everyday contact: start there."
    )


def test_result_page__says_when_everything_is_seen_alike(people: People) -> None:
    page = results.result_page(shared(people, ALIKE))

    assert page.alike == "On all ten challenges you see it alike."
    assert page.start is None


def test_result_page__draws_each_voice_in_the_order_of_the_programme(people: People) -> None:
    three = {"staff": [1] * 4 + [2] * 5, "family_and_friends": [0] * 4 + [1] * 5, "uses_services": [1] * 4 + [0] * 5}
    row = results.result_page(shared(people, three)).rows[0]

    assert [group.voice_code for group in row.row.groups] == ["uses_services", "family_and_friends", "staff"]
    assert [line.label for line in row.groups] == ["People who use services", "Family and friends", "Staff"]


def test_result_page__the_headline_is_about_the_two_sides(people: People) -> None:
    """Two voices of one side may stand further apart; what opens the talk is how the sides differ."""
    three = {
        "uses_services": [1] * 5 + [2] * 4,
        "family_and_friends": [3] * 5 + [2] * 4,
        "staff": [2] * 5 + [1] * 4,
    }
    row = results.result_page(shared(people, three)).rows[0]

    assert row.apart is not None
    assert row.apart.across
    assert len(row.pairs) == 3


def test_result_page__a_difference_says_its_uncertainty_where_it_is_exact(people: People) -> None:
    row = results.result_page(shared(people)).rows[0]

    assert row.apart is not None
    assert row.apart.label == "Two stages apart"
    assert row.apart.sentence == "Staff see it two stages further on than people who use services."
    assert "more than chance" in row.apart.uncertainty
    assert row.apart.measure.startswith("Cliff’s delta −0.")
    assert row.apart.is_gap
    assert row.gap is not None


def test_result_page__a_group_too_small_stands_with_its_side_and_says_why(people: People) -> None:
    page = results.result_page(shared(people, FEW_LEADERS))

    assert [line.label for line in page.rows[0].groups] == ["People who use services", "Staff and leaders, together"]
    assert page.not_shown == (
        "Too few staff or leaders answered to be shown by themselves, so staff and leaders stand together.",
    )
    assert [part.label for part in page.participation] == ["People who use services", "Staff and leaders, together"]


def test_result_page__a_side_too_small_is_not_drawn(people: People) -> None:
    page = results.result_page(shared(people, {"uses_services": [1] * 4 + [2] * 4, "staff": [2, 2, 3]}))

    assert page.rows[0].apart is None
    assert page.rows[0].label == "Nothing to compare"
    assert page.who == "Eight people who use services; and too few staff to say how many."
    assert page.alike == "There is nothing to set side by side yet."
    assert any("too few staff" in said.lower() for said in page.not_shown)


@pytest.mark.parametrize(("silent", "told"), [(4, ()), (6, ("at least five people who use services",))])
def test_result_page__not_safe_is_a_first_subject_and_never_below_its_size(
    people: People, client: Client, silent: int, told: Sequence[str]
) -> None:
    answers: list[int | Silence] = [1] * 5 + [2] * 6 + [Silence.NOT_SAFE] * silent
    round = shared(people, {"uses_services": answers, "staff": [1] * 5 + [2] * 5})

    page = results.result_page(round)
    client.force_login(people.ben)
    html = client.get(f"/rounds/{round.pk}/result/").content.decode()

    assert page.rows[0].not_safe == tuple(told)
    assert bool(page.not_safe) == bool(told)
    assert html.index("is it safe to say what we think") < html.index("al-spread")
    assert ("is told only where at least five" in html) == (not told)


def test_result_page__order_by_gap_puts_the_widest_first_and_what_cannot_be_compared_last(people: People) -> None:
    _ = people.ada, people.bea
    round = make_round(place=people.site, asked=[
        services.Asking("uses_services", 9), services.Asking("staff", 9, items=(1, 2, 3, 4, 5, 6, 7, 8, 9)),
    ])  # fmt: skip
    answer(round, "uses_services", 9, stages=[1, 1, 0])
    answer(round, "staff", 9, stages=[2, 2, 3])
    round = _revealed(round, people)

    rows = results.result_page(round, order="gap").rows

    widths = [row.apart.width for row in rows if row.apart]
    assert widths == sorted(widths, reverse=True)
    assert (rows[-1].card.number, rows[-1].apart) == (10, None)
    assert rows[-1].not_asked == ("Staff",)


def _revealed(round: Round, people: People) -> Round:
    services.close_round(round, by=acting(people.ada), at=clock.now())
    for user in (people.ada, people.bea):
        round = services.turn_reveal_key(round, by=acting(user), at=clock.now())
    return services.share_round(round, by=acting(people.ada), at=clock.now())


def test_result_page__the_table_says_the_same_as_the_picture(people: People) -> None:
    page = results.result_page(shared(people))

    assert page.columns == ("Challenge", "People who use services", "Staff", "How far apart")
    first = page.table[0]
    assert first[0] == "1. Everyday contact"
    assert first[1] == "5 at Not yet, 3 at Engagement, 1 at Development; middle answer Not yet."
    assert first[3] == "Two stages apart"
    assert len(page.table) == 10


def test_result_page__last_round_stands_beside_it(people: People) -> None:
    first = shared(people, ALIKE)
    second = shared(people, name="Autumn")

    page = results.result_page(second)

    assert page.before == first
    assert page.rows[0].groups[0].before == "Engagement"
    assert page.rows[0].row.before[0].voice_code == "uses_services"
    assert page.table[0][1].endswith("Last round: Engagement.")
    assert results.result_page(first).before is None or results.result_page(first).before != first


def test_result_page__last_round_of_another_edition_only_where_the_crosswalk_allows(people: People) -> None:
    shared(people, ALIKE, edition_slug="ten-challenges-2009")
    page = results.result_page(shared(people, name="Autumn"))

    beside = {row.card.code for row in page.rows if row.row.before}
    assert "c1" in beside
    assert "c2" not in beside


def test_result_page__open_room_shows_each_voice_as_it_is_to_the_place_only(people: People, client: Client) -> None:
    round = shared(people, OPEN, mode=Round.Mode.OPEN_ROOM)
    client.force_login(people.ben)
    inside = client.get(f"/rounds/{round.pk}/result/")
    client.force_login(people.cleo)
    outside = client.get(f"/rounds/{round.pk}/result/")

    assert [group.voice_code for group in inside.context_data["result"].rows[0].row.groups] == [  # type: ignore[attr-defined]
        "uses_services", "staff", "leaders",
    ]  # fmt: skip
    assert [group.voice_code for group in outside.context_data["result"].rows[0].row.groups] == [  # type: ignore[attr-defined]
        "uses_services", "profession",
    ]  # fmt: skip
    assert b"This is an open room" not in outside.content
    assert all(group.level != "OPEN" for row in outside.context_data["result"].rows for group in row.row.groups)  # type: ignore[attr-defined]


def test_result_page__an_open_room_is_closed_by_the_agreement(people: People) -> None:
    round = agreed(people, OPEN, mode=Round.Mode.OPEN_ROOM)

    assert not results.sees_open_room(round, acting(people.ada))


def test_result_page__a_constant_number_of_queries(people: People) -> None:
    small = shared(people, {"staff": [1, 2, 2, 1, 0]})
    few = _queries(small)
    large = with_words(people, "One", "Two", "Three")
    for words in ("One", "Two", "Three"):
        read_by_both(quote_of(large, words), people)

    assert _queries(large) <= 25
    assert abs(_queries(large) - few) <= 2  # what the last round adds


def _queries(round: Round) -> int:
    round = Round.objects.select_related("edition", "place__parent").get(pk=round.pk)
    with CaptureQueriesContext(
        connection,
    ) as told:
        results.result_page(round)
    return len(told)


@pytest.mark.parametrize("path", ["result/", "result/?order=gap", "result/1/", "sheet/"])
@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("ben", 200), ("cleo", 200), ("dev", 404)])
def test_result_pages__are_read_by_the_place_and_the_programme(
    people: People, client: Client, path: str, who: str, status: int
) -> None:
    round = shared(people)
    client.force_login(getattr(people, who))

    assert client.get(f"/rounds/{round.pk}/{path}").status_code == status


@pytest.mark.parametrize("path", ["result/", "result/1/", "sheet/"])
def test_result_pages__who_may_only_see_that_rounds_exist_is_refused(people: People, client: Client, path: str) -> None:
    round = shared(people)
    client.force_login(person("Dot", role=Role.DATA_CHAMPION, place=people.site))

    assert client.get(f"/rounds/{round.pk}/{path}").status_code == 403


@pytest.mark.parametrize("state", [State.DRAFT, State.OPEN, State.CLOSED, State.CANCELLED])
@pytest.mark.parametrize("path", ["result/", "result/1/", "sheet/", "quotes/", "meeting/", "agreed/"])
def test_result_pages__before_the_reveal_there_is_nothing(
    people: People, client: Client, state: State, path: str
) -> None:
    round = make_round(place=people.site, state=state)
    client.force_login(people.ada)

    assert client.get(f"/rounds/{round.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["result/", "result/1/", "sheet/"])
def test_result_pages__while_it_is_prepared_only_for_the_two_who_revealed(
    people: People, client: Client, path: str
) -> None:
    round = revealed(people)
    told = []
    for user in (people.ada, people.bea, people.ben, people.cleo, people.dev):
        client.force_login(user)
        told.append(client.get(f"/rounds/{round.pk}/{path}").status_code)

    assert told == [200, 200, 403, 403, 404]


def test_result_pages__signed_out_people_are_asked_to_sign_in(people: People, client: Client) -> None:
    assert client.get(f"/rounds/{shared(people).pk}/result/").status_code == 302


@pytest.mark.parametrize("number", [0, 11])
def test_item_page__a_challenge_that_is_not_there(people: People, client: Client, number: int) -> None:
    round = shared(people)
    client.force_login(people.ada)

    assert client.get(f"/rounds/{round.pk}/result/{number}/").status_code == 404


def test_item_page__shows_words_descriptors_and_the_way_on(people: People, client: Client) -> None:
    round = with_words(people, "Nobody rang")
    read_by_both(quote_of(round, "Nobody rang"), people)
    client.force_login(people.ben)

    page = client.get(f"/rounds/{round.pk}/result/1/").content.decode()

    assert "Nobody rang" in page
    assert "What each stage looks like" in page
    assert f"/rounds/{round.pk}/result/2/" in page


def test_sheet__has_room_for_the_agreed_stage_of_each_item(people: People, client: Client) -> None:
    round = shared(people)
    client.force_login(people.ada)

    page = client.get(f"/rounds/{round.pk}/sheet/").content.decode()

    assert page.count('class="al-boxes"') == 10
    assert "<h1" in page


def test_pages_of_the_result__carry_no_style_and_no_script_of_their_own(people: People, client: Client) -> None:
    round = met(people)
    position(round, people)
    client.force_login(people.ada)
    paths = ["result/", "result/1/", "sheet/", "quotes/", "meeting/", "agree/1/", "agree/", "priorities/", "agreed/"]

    for path in paths:
        page = client.get(f"/rounds/{round.pk}/{path}").content.decode()
        assert ' style="' not in page, path
        assert "onclick" not in page, path


def test_words_offered__are_escaped(people: People, client: Client) -> None:
    round = with_words(people, "<script>alert(1)</script>")
    read_by_both(quote_of(round, "<script>alert(1)</script>"), people)
    client.force_login(people.ben)

    page = client.get(f"/rounds/{round.pk}/result/1/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_apart__is_as_it_was_stored_at_the_reveal(people: People) -> None:
    """The picture and the stored difference are two readings of one reveal: they never part."""
    round = shared(people, APART)

    for row in results.result_page(round).rows:
        stored = round.differences.get(item=row.card.id)
        assert row.apart is not None
        assert (row.apart.fewest, row.apart.most, row.apart.estimate) == (stored.fewest, stored.most, stored.estimate)


def test_result_partial__without_links_opens_the_words_in_place(people: People) -> None:
    """Guests have no account: their page uses the same partial and leads to no page behind a sign-in."""
    round = with_words(people, "Nobody rang")
    read_by_both(quote_of(round, "Nobody rang"), people)

    html = render_to_string("assessments/result/_result.html", {"result": results.result_page(round), "links": False})

    assert "Nobody rang" in html
    assert "<details" in html
    assert f"/rounds/{round.pk}/" not in html
