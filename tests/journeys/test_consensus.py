"""A programme gets lists of its own: one from a file, one that people of three voices find together, and rate by.

At 320 px, without script; whoever leads does all of it by keyboard alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside import content
from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Consensus, Quote, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import factories
from alongside.core import clock
from alongside.frameworks.queries import edition_page
from alongside.programmes.queries import actor_of
from tests.journeys import acts, raters
from tests.journeys.manner import BARE, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, Neighbourhood, join, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

PHONE = Manner(width=320, height=640, scripted=False)
IDEAS = {
    "uses_services": "Somebody to talk to at night",
    "family_and_friends": "Tell us when a plan changes",
    "staff": "Time to listen\nA night shift that is not alone",
}
NIGHTS = {
    "What will people be asked about it?": "Is there somebody to talk to at night?",
    "The same question in easy words": "Can you talk to somebody at night?",
    "What “Not yet” looks like": "Nobody has time.",
    "What “Engagement” looks like": "Some nights.",
    "What “Development” looks like": "Most nights.",
    "What “Transformation” looks like": "Every night.",
}


def test_lists_of_our_own__from_a_file_and_found_together(site: Site, tmp_path: Path):
    here = make_neighbourhood()
    factories.make_round(place=here.site, state=State.CANCELLED)
    flo = join(here.programme, "Flo", Role.PROGRAMME_DIRECTOR)
    called = f"What matters at {here.site.name}"

    with site.as_(flo, BARE) as director:
        sends_in_a_list(director, here, tmp_path)
    with site.as_(here.ada, BARE) as ada, site.as_(here.bea, PHONE) as bea:
        search = begins_a_search(ada, here, called)
        asks(site, search.proposing, here, words=IDEAS)
        puts_ideas_together(ada, search)
        turns_a_key(bea, search, "Turn your side's key: these are put together well")
        search.refresh_from_db()
        asks(site, search.choosing, here)
        agrees_the_list(ada, search)
        turns_a_key(bea, search, "Turn your side's key: this is our list")
        bea.sees("Both sides have agreed")
    with site.as_(flo, PHONE) as director:
        publishes_it(director, search)
        director.opens(f"/places/{here.programme.pk}/editions/")
        director.picks("Edition", f"{called} ({clock.today():%Y})")
        director.presses("Use this edition")
    with site.as_(here.ada, PHONE) as ada:
        opens_a_round_with_it(ada, here, called)
    with site.as_(join(make_neighbourhood().programme, "Gil", Role.PROGRAMME_DIRECTOR), PHONE) as stranger:
        stranger.opens(search.get_absolute_url(), expecting=404)


def sends_in_a_list(flo: Person, here: Neighbourhood, folder: Path) -> None:
    """A file with a mistake: it is said where and what, mended, looked at, and published."""
    name = f"list-{here.programme.pk}"
    right = content.starter(content.Kind.EDITION).replace("framework: our-own-list ", f"framework: {name} ")
    wrong = right.replace("    short: Welcome ", "    shirt: Welcome ")
    line = wrong[: wrong.index("    shirt: ")].count("\n") + 1
    file = folder / "ours.yaml"
    file.write_text(wrong, encoding="utf-8")

    flo.opens(f"/places/{here.programme.pk}/settings/")
    flo.follows("Our own lists and voices")
    flo.goes_on_to("Add a file")
    flo.attaches("Choose the file", file)
    flo.presses("Look it over")
    flo.sees("2 things in the file are to be put right", "Write “short”, or take the line away.", str(line))
    flo.writes("Or paste what it says", right)
    flo.presses("Look it over")
    flo.sees("Not published yet", "Everybody is made welcome", "What each stage looks like")
    flo.follows("See how people are asked")
    flo.sees("Were you made welcome here?", "Everybody does, on every day and night.")
    flo.follows("Back to the file")
    flo.goes_on_to("Publish it")
    flo.presses("Publish it for good")
    flo.follows("See it where your programme finds it")
    flo.sees("Our own list", "Everybody is made welcome")


def begins_a_search(ada: Person, here: Neighbourhood, called: str) -> Consensus:
    ada.opens(f"/places/{here.site.pk}/consensus/")
    ada.goes_on_to("Begin")
    ada.presses("Prepare the first round")
    ada.is_told("Enter what your list will be called")
    ada.writes("What will your list be called?", called)
    ada.writes("What do you ask people?", "What has to change here?")
    ada.writes("The same in easy words", "What should change?")
    ada.presses("Prepare the first round")
    ada.follows("Go to the round")
    acts.opens_the_round(ada)
    return Consensus.objects.select_related("proposing", "choosing").get(name=called)


def asks(site: Site, round: Round | None, here: Neighbourhood, *, words: dict[str, str] | None = None) -> None:
    """One person of each of three voices answers on a phone, others besides; both leads reveal, read and share."""
    assert round is not None
    at = clock.now()
    if words is None:
        services.open_round(round, by=TESTS, at=at)
    for voice, ideas in IDEAS.items():
        code = services.make_slips(round, voice=voice, number=1, by=TESTS, at=at)[0]
        with site.guest(PHONE) as person:
            raters.comes_in(person, code)
            answers(person, ideas if words else "")
        factories.answer(round, voice, 5, at=at)
    services.close_round(round, by=TESTS, at=at)
    pair = [actor_of(user) for user in (here.ada, here.bea)]
    for actor in pair:
        services.turn_reveal_key(round, knowing=True, by=actor, at=at)
    for quote in Quote.objects.filter(round=round):
        for actor in pair:
            services.read_quote(quote, verdict="SHOW", by=actor, at=at)
    services.share_round(round, by=TESTS, at=at)


def answers(person: Person, ideas: str) -> None:
    person.sees("What should be on our list?" if ideas else "What matters most for our list?")
    person.does_not_see("How do you see")
    person.presses("All on one page")
    if ideas:
        person.chooses("Nothing matters more", under="What has to change here?")
        person.unfolds("Your ideas, in your own words")
        person.writes("Your ideas. Write each on a line of its own", ideas)
        person.ticks("You may show these words to others")
    else:
        person.chooses("It must be on it", under="1. Nights")
        person.chooses("It could be on it", under="2. Plans")
    person.presses("Save and finish")
    person.sees("Thank you", "Your receipt")


def puts_ideas_together(ada: Person, search: Consensus) -> None:
    """Alike ideas, of people who use services and of staff, become one."""
    ada.opens("/")
    ada.follows(f"Put ideas together for “{search.name}” at {search.place.name}")
    ada.sees(*IDEAS["staff"].splitlines(), IDEAS["family_and_friends"], "Ideas that are in none of them")
    for title, short, ideas in (
        ("Nobody is alone at night", "Nights", ("uses_services", "staff")),
        ("Families know when a plan changes", "Plans", ("family_and_friends",)),
    ):
        ada.goes_on_to("Put ideas together")
        ada.ticks(*(" · ".join(IDEAS[voice].splitlines()) for voice in ideas))
        ada.writes("What it says", title)
        ada.writes("A short name", short)
        ada.writes("What it means", f"{title}, on every day.")
        ada.writes("The same in easy words", f"{title}.")
        ada.presses("Write it down")
    ada.does_not_see("Ideas that are in none of them")
    turns_a_key(ada, search, "Turn your side's key: these are put together well")
    ada.sees("It waits for the other side.")


def turns_a_key(person: Person, search: Consensus, link: str) -> None:
    person.opens(search.get_absolute_url())
    person.follows(link)
    person.presses("Turn the key")
    person.sees("Your side's key is turned.")


def agrees_the_list(ada: Person, search: Consensus) -> None:
    """What each voice chose stands by itself. One thing is on the list, with who sees it differently."""
    ada.opens(search.get_absolute_url())
    ada.sees("People who use services", "Family and friends", "Staff", "Both sides agree the list")
    ada.goes_on_to("Write it: Nights")
    ada.ticks("This is on our list")
    ada.writes("Who sees it differently, and how?", "Some would rather have the evenings first.")
    for label, words in NIGHTS.items():
        ada.writes(label, words)
    ada.presses("Write it down")
    ada.sees("On our list", "Some would rather have the evenings first.")
    turns_a_key(ada, search, "Turn your side's key: this is our list")


def publishes_it(flo: Person, search: Consensus) -> None:
    flo.opens(search.get_absolute_url())
    flo.follows("See how it will look")
    flo.sees("Nobody is alone at night", "Some would rather have the evenings first.")
    flo.goes_on_to("Publish it")
    flo.presses("Publish it for good")
    flo.opens(search.get_absolute_url())
    flo.sees("The list is published.")


def opens_a_round_with_it(ada: Person, here: Neighbourhood, called: str) -> None:
    ada.opens(f"/places/{here.site.pk}/rounds/new/")
    acts.fills_in_a_draft(ada, {"uses_services": 8, "staff": 8})
    ada.picks("What you judge yourselves against", f"{called} ({clock.today():%Y})")
    ada.presses("Save the draft")
    acts.opens_the_round(ada)
    round = Round.objects.select_related("edition").get(place=here.site, state=State.OPEN)
    items = edition_page(round.edition.slug, scope=here.site.scope).items
    assert [item.title for item in items] == ["Nobody is alone at night"]
