"""What the ledger counts, and that each figure is the one that the dated rows give."""

from __future__ import annotations

import datetime as dt
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.goals import services as goals
from alongside.goals.models import Goal
from alongside.goals.queries import saying
from alongside.goals.queries.ledger import hours, involvement, lines, page, pulses
from alongside.goals.rules.cycles import Decision as CycleDecision
from alongside.goals.rules.cycles import Step
from alongside.goals.rules.goals import State
from alongside.goals.rules.ledger import Decision, Level
from alongside.goals.rules.pulse import Says
from alongside.goals.tests import cycle_factories, factories
from alongside.goals.tests import ledger_factories as make
from alongside.numerics import spc
from alongside.programmes.tests.factories import World, actor

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def ledger_of(world: World, **given: str) -> page.LedgerPage:
    return page.ledger_page(world.team, actor(world.ben), on=clock.today(), **given)  # type: ignore[arg-type]


def test_counts__every_proposal_in_exactly_one_of_the_four(world: World):
    make.make_proposal(world.team)
    for decision in Decision:
        make.decide(make.make_proposal(world.team), decision)
    goal = factories.make_goal(world.team, state=State.ACTIVE)
    factories.make_goal(world.team, state=State.STOPPED)
    factories.make_goal(world.team)
    factories.make_duty(world.team)
    for decided, text in (
        (CycleDecision.ADOPT, "Cards"), (CycleDecision.ADAPT, "Posters"), (CycleDecision.ABANDON, "Bells"),
    ):  # fmt: skip
        idea = cycle_factories.make_idea(goal, text=text)
        cycle_factories.make_cycle(idea, step=Step.DECIDED, decision=decided)
    cycle_factories.make_idea(goal, text="Flags")

    counted = {one.code: (one.accepted, one.changed, one.declined, one.waiting) for one in ledger_of(world).counts}

    assert counted["uses_services"] == (1, 1, 1, 1)
    ideas_and_goals = counted["staff"]
    assert sum(ideas_and_goals) == 3 + 4, "duties are nobody's proposal"
    assert ideas_and_goals == (1 + 1, 1, 1 + 1, 1 + 1)
    assert ledger_of(world).total == ledger_of(world).lines.total == 11


def test_counts__a_goal_whose_words_were_changed_on_the_way_is_changed(world: World):
    goal = factories.make_goal(world.team)
    by, at = actor(world.tom), clock.now()
    goals.turn_key(goal, by=by, at=at)
    changed = factories.words(title="Nobody waits at all")
    goals.edit_goal(goal, words=changed, version=Goal.objects.get().version, by=by, at=at)
    factories._onwards(Goal.objects.get(), State.AGREED, at=at)

    [counted] = ledger_of(world).counts

    assert (counted.accepted, counted.changed) == (0, 1)


def test_lines__say_who_decided_why_and_what_it_belongs_to(world: World):
    goal = factories.make_goal(world.team, state=State.ACTIVE)
    idea = cycle_factories.make_idea(goal, text="Cards at the door")
    cycle_factories.make_cycle(idea, step=Step.DECIDED)
    factories.make_goal(world.team, state=State.STOPPED, title="A new wing")
    review = factories.make_review(world.team)
    about = make.services.About(goal=goal, review=review, cycle=idea.cycles.get())
    made = make.make_proposal(world.team, about=about)

    found = {line.text: line for line in ledger_of(world).lines.lines}

    assert found["Cards at the door"].became == "Accepted"
    assert found["Cards at the door"].decided_by
    assert found["A new wing"].became == "Declined"
    assert found["A new wing"].reason == "It was not ours to change"
    assert found[goal.title].decided_by == ("People who use services", "Staff")
    assert [text.split(":")[0].split(" of ")[0] for text, _ in found[made.text].links] == [goal.title, "Review", "Test"]
    assert found[made.text].days is None


def test_lines__pages_of_fifty_and_of_a_voice_or_an_outcome(world: World):
    for _ in range(lines.PAGE + 1):
        make.make_proposal(world.team)
    make.decide(make.make_proposal(world.team, voice="staff"), Decision.DECLINED)
    names = saying.voice_names(world.team.scope)

    def listed(**given: object) -> lines.Lines:
        return lines.lines_of(world.team.scope, names, **given)  # type: ignore[arg-type]

    assert (len(listed().lines), listed().pages, listed().total) == (lines.PAGE, 2, lines.PAGE + 2)
    assert len(listed(page=2).lines) == 2
    assert listed(page=99).page == 2
    assert listed(voice="staff").total == listed(became="declined").total == 1
    assert listed(voice="staff", became="accepted").lines == ()
    told = ledger_of(world, voice="nobody", became="perhaps")
    assert (told.voice, told.became, told.became_name) == ("", None, "")


def test_feedback__whoever_still_waits_counts_as_waiting(world: World):
    at = clock.now()
    for days in (4, 10):
        made = make.make_proposal(world.team, at=at - days * DAY)
        make.tell(make.decide(made, at=at - days * DAY), at=at)
    make.make_proposal(world.team, at=at - 30 * DAY)
    make.make_proposal(world.team, voice="staff", at=at - 5 * DAY)

    theirs, ours = ledger_of(world).feedback

    assert (theirs.told, theirs.waiting, theirs.total, theirs.median) == (2, 1, 3, 10)
    assert (ours.told, ours.waiting, ours.median) == (0, 1, None)


def test_involvement__is_read_from_what_happened(world: World):
    goal = factories.make_goal(world.team, state=State.ACTIVE)
    cycle_factories.make_cycle(cycle_factories.make_idea(goal), step=Step.DECIDED)
    review = factories.make_review(world.team)
    goals.review_goal(review, goal=goal, outcome="kept", why="It goes well", by=actor(world.tom), at=clock.now())
    claimed = factories.make_goal(world.site, state=State.VERIFIED)
    names = saying.voice_names(world.team.scope)

    levels = involvement.levels_of(goal, names)

    assert levels["staff"] is levels["uses_services"] is Level.LED
    assert levels["partners"] is Level.NOT
    assert involvement.levels_of(claimed, names)["family_and_friends"] is Level.CO_SIGNED
    told = ledger_of(world).involvement
    assert [one.title for one in told.goals] == [goal.title]
    assert told.voices == tuple(names.values())


def test_involvement__tells_how_many_there_are_when_not_all_are_shown(world: World):
    for _ in range(3):
        factories.make_goal(world.team, state=State.ACTIVE)
    names = saying.voice_names(world.team.scope)

    with mock.patch.object(involvement, "GOALS_AT_MOST", 2):
        told = involvement.involvement_at(world.team.scope, names)

    assert (len(told.goals), told.total) == (2, 3)
    assert involvement.involvement_at(world.other_team.scope, names).goals == ()


def test_by_month__one_reading_of_whole_months(world: World):
    at = clock.now()
    factories.make_goal(world.team, state=State.ACTIVE, at=at - 100 * DAY)
    factories.make_duty(world.team)

    with mock.patch.object(spc, "read", wraps=spc.read) as read:
        found = involvement.by_month(world.team.scope, on=clock.today())

    assert found
    assert read.call_count == 1
    assert [month.first.month for month in found.months] == [11, 12, 1, 2]
    assert {(month.full, month.goals) for month in found.months} == {(1, 1)}
    assert found.reading.chart is spc.Chart.P
    assert involvement.by_month(world.other_team.scope, on=clock.today()) is None


def test_hours__said_as_people_say_them():
    assert [hours.in_hours(minutes) for minutes in (0, 1, 60, 150)] == ["", "1 minute", "1 hour", "2 hours 30 minutes"]
    assert [hours.in_pounds(pence) for pence in (0, 5, 123456)] == ["", "£0.05", "£1,234.56"]


def test_hours__a_name_that_cannot_be_opened_is_said_so(world: World):
    row = make.keep_hours(world.team, name="Sam")
    row.sealed = b"nonsense"
    row.save()

    [shown] = hours.kept_hours(world.team, actor(world.tom), on=clock.today()).rows

    assert shown.who == "A name that cannot be read any more"


def test_hours__whose_may_be_kept_are_those_with_a_voice(world: World):
    names = [name for _, name in hours.people_at(world.team)]

    assert names == sorted(names)
    assert {"Ada", "Bea", "Tom", "Lea", "Ben"} <= set(names)
    assert "Dora" not in names
    assert "Dev" not in names


def test_totals__one_person_who_came_often_is_one_person(world: World):
    last = clock.now() - 100 * DAY
    for _ in range(9):
        make.keep_hours(world.team, name="Sam", at=last)
    for number in range(3):
        make.keep_hours(world.team, name=f"Person {number}", at=last)
    names = saying.voice_names(world.team.scope)

    [told, _] = hours.totals_at(world.team, actor(world.ben), names, on=clock.today())

    assert [(one.voice, one.total) for one in told.voices] == [("People who use services", None)]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([Says.YES] * 3, "Too few answers to show."),
        ([Says.YES, Says.NO, Says.YES, Says.NO, Says.MOSTLY], "The middle answer is “mostly”; the answers are spread."),
        ([Says.YES, Says.YES, Says.NO, Says.NO, Says.A_LITTLE, Says.MOSTLY], "between “a little” and “mostly”"),
        ([Says.MOSTLY, Says.MOSTLY, Says.MOSTLY, Says.YES, Says.YES, Says.YES, Says.YES], "lie close together"),
        ([Says.YES] * 8, "Nearly everybody said “mostly” or “yes”."),
        ([Says.YES, Says.NO] * 4, "“no”: 4; “a little”: 0; “mostly”: 0; “yes”: 4."),
        ([Says.YES, Says.NO] * 4 + [Says.RATHER_NOT] * 8, "would rather not say."),
    ],
)  # fmt: skip
def test_pulse__says_in_words_what_may_be_shown(world: World, answers: list[Says], words: str):
    pulse = make.make_pulse(world.team)
    make.answered(pulse, "staff", answers)

    told = pulses.pulse_page(make.close(pulse), actor(world.ben))

    assert [one.question for one in told.questions] == [
        "Were you heard?", "Did what you said change something?", "Did you feel safe to speak?",
    ]  # fmt: skip
    for question in told.questions:
        said = {group.who: group.words for group in question.groups}
        assert any(words in one for one in said.values())
        assert any("Nobody answered" in one for one in said.values())


def test_pulse__a_side_as_one_group_says_so(world: World):
    pulse = make.make_pulse(world.team)
    make.answered(pulse, "uses_services", [Says.YES] * 5)
    make.answered(pulse, "family_and_friends", [Says.NO])

    told = pulses.pulse_page(make.close(pulse), actor(world.ben))

    assert "People who use services and Family and friends, together" in [one.who for one in told.questions[0].groups]


def test_pulse__what_is_asked_and_nothing_once_it_is_over(world: World):
    pulse = make.make_pulse(world.team)

    asked = pulses.asked(pulse.pk)
    assert asked
    assert (asked.place, asked.meeting) == ("Rowan ward", "Goals meeting, 2 March 2026")
    make.close(pulse)
    assert pulses.asked(pulse.pk) is None


@pytest.mark.slow
def test_site_s_ledger__as_many_queries_for_many_goals_and_ideas_as_for_few(world: World):
    def fill(number: int) -> None:
        for _ in range(number):
            goal = factories.make_goal(world.site, state=State.ACTIVE, at=clock.now() - 60 * DAY)
            cycle_factories.make_cycle(cycle_factories.make_idea(goal), step=Step.DECIDED)
            make.make_pulse(world.site, held_on=clock.today() - number * DAY) if number < 2 else None

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page.ledger_page(world.site, actor(world.ada), on=clock.today())
        return len(queries)

    fill(1)
    make.make_proposal(world.site)
    few = asked()
    fill(20)

    assert asked() <= few
