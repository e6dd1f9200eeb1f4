from __future__ import annotations

import datetime as dt
import re
from collections import Counter

import pytest
from django.db.models import Count, Q
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.assessments import services as assessments
from alongside.assessments.models import Ballot, Code, Gap, OpenTally, Participation, Position, Quote, Round, Tally
from alongside.assessments.rules import State
from alongside.core import audit, clock, installation
from alongside.core.models import AuditEntry
from alongside.demo import cast, queries, services
from alongside.demo.services.world import World
from alongside.demo.tests.canonical import canonical_figures
from alongside.demo.tests.test_mail import MAIL, sign_in
from alongside.home import queries as home
from alongside.measures.models import Band, FollowUp, Note, Observation, Rebase, Series
from alongside.measures.queries.readings import Read, read_series
from alongside.measures.rules.periods import is_due
from alongside.numerics.spc import Assurance, Chart, Label
from alongside.programmes.models import Membership, Partner, Place, SiteTier

pytestmark = [
    pytest.mark.django_db,  # tests with and without a database would be kept apart, and it built for each
    pytest.mark.slow,
]


def test_build_demo__shows_something_of_everything(built: World):
    assert not [what for what, rows in canonical_figures().items() if not rows]


def test_build_demo__has_the_shape_of_the_founding_document(built: World):
    began = SiteTier.objects.filter(from_on=cast.YEARS[0]).values_list("tier", flat=True)

    assert Counter(began) == {"DEMONSTRATION": 6, "PILOT": 6, "NETWORK": 17}
    assert set(Place.objects.filter(kind="SITE").values_list("sector", flat=True)) >= {"NHS", "independent"}
    assert not Place.objects.filter(kind="SITE").annotate(n=Count("partners")).filter(n__lt=2).exists()
    assert not Place.objects.filter(kind="SITE").annotate(n=Count("children")).exclude(n__gte=2, n__lte=4).exists()
    assert Partner.objects.count() > 60


def test_build_demo__dates_the_tiers_of_sites_that_were_promoted(built: World):
    promoted = SiteTier.objects.exclude(from_on=cast.YEARS[0])

    assert {row.site.name for row in promoted.select_related("site")} == {"Copperbeck", "Larksfield", "Millrace Homes"}
    assert set(promoted.values_list("tier", flat=True)) == {"PILOT"}


def test_build_demo__gives_every_place_a_pair_of_both_sides(built: World):
    pairs = {
        "SITE": (Role.SITE_LEAD, Role.LIVED_EXPERIENCE_CO_LEAD),
        "TEAM": (Role.TEAM_LEAD, Role.LIVED_EXPERIENCE_PARTNER),
    }
    for kind, (one, other) in pairs.items():
        led = Place.objects.filter(kind=kind).annotate(
            one=Count("memberships", filter=Q(memberships__role=one)),
            other=Count("memberships", filter=Q(memberships__role=other)),
        )
        assert not led.exclude(one=1, other=1).exists()


def test_build_demo__has_every_role_and_people_with_several_hats(built: World):
    held = set(Membership.objects.values_list("role", flat=True))
    hats = [voices for voices in Membership.objects.values_list("voices", flat=True) if len(voices) > 1]

    assert held == set(Role)
    assert len(hats) > 50


def test_build_demo__has_a_round_in_every_state(built: World):
    assert set(Round.objects.values_list("state", flat=True)) == set(State)


def test_build_demo__has_both_editions_and_three_years(built: World):
    agreed = Round.objects.filter(state=State.AGREED)
    years = Counter(agreed.values_list("edition__slug", "opened_on__year"))

    assert {slug for slug, _ in years} == {"ten-challenges-2009", "ten-challenges-2017"}
    assert {year for _, year in years} == {2023, 2024, 2025, 2026}
    old = agreed.filter(edition__slug="ten-challenges-2009")
    assert not old.filter(opened_on__gte=cast.NEW_EDITION_FROM).exists()


def test_build_demo__shows_a_ward_whose_sides_see_the_sixth_challenge_far_apart(built: World):
    round = Round.objects.get(place__name=cast.SHOWCASE_TEAM, state=State.SHARED)
    answered = dict(Participation.objects.filter(round=round).values_list("group", "answered"))
    gap = Gap.objects.select_related("difference").get(round=round, item__number=6)

    assert round.place.parent.name == cast.SHOWCASE
    assert answered == {"uses_services": 9, "staff": 11}
    assert gap.difference.lower == "uses_services"
    assert gap.difference.fewest >= 1.5


def test_build_demo__has_gaps_the_other_way_round(built: World):
    assert Gap.objects.filter(difference__lower="staff", item__number=9).exists()


def test_build_demo__has_an_open_room_and_a_half_agreed_meeting(built: World):
    room = Round.objects.get(mode=Round.Mode.OPEN_ROOM)
    meeting = Round.objects.get(state=State.MEETING)

    assert room.state == State.SHARED
    assert OpenTally.objects.filter(round=room).exists()
    assert 0 < Position.objects.filter(round=meeting).count() < 10
    assert Gap.objects.filter(round=meeting, settled_on=None).exclude(outcome="").count() == 1


def test_build_demo__has_keys_that_wait_and_words_to_read(built: World):
    closed = Round.objects.filter(state=State.CLOSED).annotate(waiting=Count("keys"))
    revealed = Round.objects.get(state=State.REVEALED)

    assert sorted(closed.values_list("waiting", flat=True)) == [0, 1]
    assert Quote.objects.filter(round=revealed, first_verdict="").count() >= 5


def test_build_demo__has_open_rounds_with_and_without_enough_answers(built: World):
    counts = list(Round.objects.filter(state=State.OPEN).values_list("counted", flat=True))

    assert {} in counts
    assert any(counted.get("uses_services", 0) >= 5 for counted in counts)


def test_build_demo__has_rounds_of_one_side_and_agreed_by_one_side(built: World):
    called = set(Round.objects.exclude(agreed_by="").values_list("agreed_by", "one_sided"))

    assert called == {("staff only", True), ("staff only", False), ("lived experience only", True)}


def test_build_demo__has_voices_too_small_to_show_and_silence_that_speaks(built: World):
    small = Tally.objects.filter(round__place__name="Harrowmere", round__opened_on__gte=cast.YEARS[2])
    hidden = Tally.objects.filter(
        round__place__name="Mossgate", round__opened_on__gte=cast.YEARS[2], side="lived_experience"
    )
    unsafe = Tally.objects.get(
        round__place__name="Marlingate", round__opened_on__gte=cast.YEARS[2], item__number=6, group="uses_services"
    )

    assert set(small.filter(side="lived_experience").values_list("group", flat=True)) == {"lived_experience"}
    assert not hidden.exclude(middle=None).exists()
    assert "not_safe" in str(unsafe.kept)


def test_build_demo__keeps_no_ballot_of_a_revealed_round(built: World):
    running = {State.OPEN, State.CLOSED}

    assert set(Ballot.objects.values_list("round__state", flat=True)) == running
    assert not Code.objects.filter(round__state__in=[State.LAPSED, State.CANCELLED]).exists()


def test_build_demo__leaves_a_trail_that_verifies_and_runs_forward(built: World):
    rows = AuditEntry.objects.filter(chain=built.programme.scope).order_by("seq")
    moments = list(rows.values_list("at", flat=True))

    assert audit.verify_all() == []
    assert moments == sorted(moments)
    assert moments[-1] <= cast.AS_AT


STEPS = {
    "round.drafted": "drafted_on", "round.opened": "opened_on", "round.closed": "closed_on",
    "round.revealed": "revealed_on", "round.shared": "shared_on", "round.met": "met_on", "round.agreed": "agreed_on",
}  # fmt: skip


@pytest.mark.parametrize(("action", "date"), STEPS.items())
def test_build_demo__each_round_went_every_step_through_its_service(action: str, date: str, built: World):
    told = Counter(AuditEntry.objects.filter(action=action).values_list("subject", "at__date"))
    went = Round.objects.exclude(**{date: None}).values_list("pk", date)

    assert told == Counter((f"round:{pk}", on) for pk, on in went)


def test_build_demo__every_reveal_took_two_people_who_hold_the_key_there(built: World):
    acts = AuditEntry.objects.filter(action__in=["round.reveal_key_turned", "round.revealed"])
    by_round: dict[str, set[str]] = {}
    for subject, actor in acts.values_list("subject", "actor"):
        by_round.setdefault(subject, set()).add(actor)
    revealed = Round.objects.exclude(revealed_on=None).count()

    assert sum(len(people) == 2 for people in by_round.values()) == revealed
    assert all(actor.startswith("user:") for people in by_round.values() for actor in people)


def test_build_demo__what_was_written_down_was_written_by_services(built: World):
    told = Counter(AuditEntry.objects.values_list("action", flat=True))

    assert told["position.recorded"] == Position.objects.count()
    assert told["gap.settled"] == Gap.objects.exclude(settled_on=None).count()
    assert told["quote.read"] == 2 * Quote.objects.exclude(second_verdict="").count()
    assert told["round.ballots_laid_down"] == Round.objects.exclude(opened_on=None).count()


def test_build_demo__stands_at_its_day_and_its_clock_runs_on(built: World):
    installation.forget()

    assert installation.is_demonstration()
    assert dt.timedelta(0) <= clock.now() - cast.AS_AT < dt.timedelta(hours=1)


@pytest.mark.django_db
def test_mail__shows_ones_own_letters_with_a_code_that_lets_one_in(built: World):
    user = User.objects.get(name="Ellis Green")

    page = sign_in(user).get(MAIL)

    letters = page.context_data["letters"]
    assert [letter.subject for letter in letters] == ["How do you see Calder Valley?", "You are invited to Heron Ward"]
    code = re.search(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}\b", letters[0].body)
    assert code
    ticket = assessments.exchange(code.group(), at=clock.now())
    assert isinstance(ticket, assessments.Ticket)
    assert ticket.voices == ("uses_services", "staff")
    assert ticket.round.place.name == cast.SHOWCASE


@pytest.mark.django_db
def test_mail__of_two_people_is_apart(built: World):
    one, other = User.objects.get(name="Theo Campbell"), User.objects.get(name="Sabina Akhtar")

    mine, theirs = ({each.body for each in queries.letters_to(user.email)} for user in (one, other))

    assert all("reported words" in body for body in mine & theirs), "what goes to both who lead, and names nobody"
    assert mine - theirs
    assert theirs - mine


@pytest.mark.django_db
def test_everyone_to_try_signs_in_by_one_click_and_reads_their_first_page(built: World):
    people = home.people_to_try()

    assert len(people) == 13
    for person in people:
        client = Client()
        assert client.post("/demonstration/sign-in-as/", {"user": person.id}).status_code == 302
        first = client.get("/")
        assert first.status_code == 200
        assert first.context_data["start"].name == person.name


@pytest.mark.django_db
def test_the_people_to_try_belong_together(built: World):
    places = {person.role: person.place for person in home.people_to_try()[:12]}

    assert places["Site lead"] == places["Lived-experience co-lead"] == places["Board viewer"] == cast.SHOWCASE
    assert places["Team lead"] == places["Lived-experience partner"] == places["Member"] == cast.SHOWCASE_TEAM


@pytest.mark.django_db
def test_build_demo__refused_where_something_was_born(built: World):
    with pytest.raises(services.NotEmpty):
        services.build_demo()


@pytest.fixture(scope="module")
def read(built: World) -> tuple[Read, ...]:
    return read_series(list(Series.objects.select_related("indicator", "place")))


def test_most_sites_and_many_teams_have_series_of_three_years_and_more(built: World):
    places = set(Series.objects.values_list("place__kind", "place__pk"))

    assert Counter(kind for kind, _ in places)["SITE"] == 25
    assert Counter(kind for kind, _ in places)["TEAM"] >= 25
    assert Observation.objects.count() > 5000


def test_every_state_of_the_icons_is_somewhere(read: tuple[Read, ...]):
    readings = [one.reading for one in read if one.reading]

    assert {reading.variation for reading in readings} >= set(Label)
    assert {reading.assurance for reading in readings} >= set(Assurance)


def test_the_showcase_has_every_kind_of_chart_the_library_uses(read: tuple[Read, ...]):
    here = [one for one in read if one.series.place.name in {cast.SHOWCASE, *cast.SHOWCASE_TEAMS}]

    assert {one.reading.chart for one in here if one.reading} >= {
        Chart.I, Chart.P, Chart.P_PRIME, Chart.U, Chart.C, Chart.T, Chart.G,
    }  # fmt: skip
    assert all(one.reading for one in read)


def test_the_wards_force_fell_for_good_and_nothing_else_rose(read: tuple[Read, ...]):
    ward = {one.series.indicator.slug: one.reading for one in read if one.series.place.name == cast.SHOWCASE_TEAM}
    force, injured = ward["restrictive-interventions"], ward["staff-injured"]

    assert force
    assert injured
    assert force.phases[-1].runs_signal
    assert not injured.phases[-1].runs_signal


def test_there_are_gaps_stale_series_and_limits_that_begin_anew(built: World):
    last = {one.pk: one for one in Series.objects.all()}
    ends: dict[object, object] = {}
    for pk, on in Observation.objects.order_by("on").values_list("series_id", "on"):
        ends[pk] = on
    stale = [
        one for pk, one in last.items()
        if is_due(one.period, last=ends[pk], started_on=one.started_on, ended_on=None, due_days=one.due_days,  # type: ignore[arg-type]
                  on=cast.AS_AT.date())
    ]  # fmt: skip

    assert 3 <= len(stale) <= len(last) / 5
    assert Observation.objects.exclude(comment="").filter(value=None, numerator=None).exists()
    assert Rebase.objects.exclude(why="").count() == 2


def test_people_wrote_on_the_charts(built: World):
    assert Band.objects.count() >= 8
    assert set(Note.objects.values_list("kind", flat=True)) == {"NOTE", "KNOWN_CAUSE"}
    assert FollowUp.objects.waiting().count() == FollowUp.objects.exclude(settled_on=None).count() == 1
    assert Observation.objects.exclude(left_out_on=None).count() == 1
    assert all(by.startswith("user:") for by in Band.objects.values_list("made_by", flat=True))


def test_each_month_is_one_act_of_the_trail(built: World):
    told = AuditEntry.objects.filter(action="observations.recorded")

    assert told.count() == 33
    assert AuditEntry.objects.filter(action="series.many_started").count() == 1


@pytest.mark.django_db
def test_the_data_champion_finds_overdue_figures_and_a_point_to_look_into(built: World):
    champion = Membership.objects.get(role="DATA_CHAMPION", user__name="Piotr Zielinski").user

    waiting = [one.text for one in sign_in(champion).get("/").context_data["start"].waiting]

    assert f"Enter figures that are overdue at {cast.SHOWCASE}" in waiting
    assert any(text.startswith("Look into “") for text in waiting)
