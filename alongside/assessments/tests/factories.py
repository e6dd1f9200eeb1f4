"""Rounds in every state, always by way of the services, so that no test begins from an impossible one.

`at` is the product's time now wherever it is left out: freeze the clock (the fixture `monday`) or give it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.assessments import rules, services
from alongside.assessments.models import AskedVoice, NamedContact, Round, Way
from alongside.assessments.rules import Answer, Silence, State
from alongside.assessments.services import time
from alongside.core import clock
from alongside.core.audit import System
from alongside.core.models import Letter
from alongside.frameworks.models import Edition
from alongside.frameworks.tests.published import publish_what_rounds_need
from alongside.programmes import queries as programmes
from alongside.programmes import rules as places
from alongside.programmes import services as services_of_places
from alongside.programmes.models import Membership, Place
from alongside.programmes.tests import factories as places_and_people

TEST = System("test")
CONTACTS = (
    services.Contact(NamedContact.Kind.IN_TEAM, "Sam Hill", phone="01422 555 010"),
    services.Contact(NamedContact.Kind.OUTSIDE, "Jo Lane", email="jo@calder.example.org"),
    services.Contact(NamedContact.Kind.ADVOCATE, "Calder Advocacy", phone="01422 555 020"),
    services.Contact(NamedContact.Kind.EMERGENCY, "Crisis line", phone="0800 555 999"),
)
EVERYBODY = {"uses_services": 9, "staff": 9, "leaders": 3}
LIVED_ONLY = {"uses_services": 9, "family_and_friends": 5}
STAFF_ONLY = {"staff": 9}


def edition(slug: str = "ten-challenges-2017") -> Edition:
    """A published edition, from the product's own content."""
    if not Edition.objects.filter(slug=slug).exists():
        publish_what_rounds_need()
    return Edition.objects.get(slug=slug)


def make_programme(name: str = "Northern programme") -> Place:
    """A programme that uses both editions of the ten challenges, the newer one since today."""
    found = Place.objects.filter(parent=None, name=name).first()
    if found:
        return found
    made = places_and_people.make_programme(name=name, on=clock.today())
    for days, slug in ((400, "ten-challenges-2009"), (0, "ten-challenges-2017")):
        since = clock.today() - dt.timedelta(days=days)
        services_of_places.use_edition(made, edition(slug), from_on=since, by=TEST, on=clock.today())
    return made


def make_site(name: str = "Calder Valley", *, programme: Place | None = None) -> Place:
    programme = programme or make_programme()
    found = Place.objects.filter(parent=programme, name=name).first()
    return found or places_and_people.make_site(programme, name=name, on=clock.today())


def make_team(name: str = "Heron Ward", *, site: Place | None = None) -> Place:
    site = site or make_site()
    found = Place.objects.filter(parent=site, name=name).first()
    return found or places_and_people.make_team(site, name=name, on=clock.today())


def person(name: str, *, role: Role, place: Place, voices: Sequence[str] = ()) -> User:
    """Somebody with an account and one membership; the same person when asked for again."""
    email = f"{name.lower()}@{place.scope.replace('/', '-')}example.org"
    held = Membership.objects.live().filter(user__email=email, scope=place.scope, role=role).first()
    if held is None:
        held = places_and_people.make_member(place, name=name, role=role, voices=voices, email=email, on=clock.today())
    return held.user


def person_without_a_voice(name: str, *, role: Role, place: Place) -> User:
    """Somebody whose only voice ended with the framework it belonged to: no service makes such a person today."""
    user = person(name, role=role, place=place, voices=["staff"])
    Membership.objects.filter(user=user).update(voices=[])
    return user


def invitations() -> models.QuerySet[Letter]:
    """The letters that ask for ratings, without those that welcomed the people of the test."""
    return Letter.objects.filter(subject__startswith="How do you see")


def acting(user: User) -> Actor:
    """The person as the services meet them, with the rights they hold now."""
    return programmes.actor_of(user)


@dataclass(frozen=True)
class People:
    """The people of a test's site, each made when first named.

    Ada leads it, Bea is its lived-experience co-lead, Ben is a member, Cleo is the programme's consultant,
    Dev leads another site. Eve, who has no account, comes with a code.
    """

    site: Place

    @cached_property
    def ada(self) -> User:
        return person("Ada", role=Role.SITE_LEAD, place=self.site, voices=["leaders"])

    @cached_property
    def bea(self) -> User:
        return person("Bea", role=Role.LIVED_EXPERIENCE_CO_LEAD, place=self.site, voices=["uses_services"])

    @cached_property
    def ben(self) -> User:
        return person("Ben", role=Role.MEMBER, place=self.site, voices=["staff"])

    @cached_property
    def cleo(self) -> User:
        assert self.site.parent is not None
        return person("Cleo", role=Role.CONSULTANT, place=self.site.parent)

    @cached_property
    def dev(self) -> User:
        other = make_site("Humber East", programme=self.site.parent)
        return person("Dev", role=Role.SITE_LEAD, place=other, voices=["leaders"])


def make_round(
    *,
    state: State = State.OPEN,
    place: Place | None = None,
    asked: Mapping[str, int] | Sequence[services.Asking] = EVERYBODY,
    name: str = "Spring 2026",
    why: str = "We want to see this place through each other's eyes.",
    mode: str = Round.Mode.PRIVATE,
    smallest: int = 5,
    edition_slug: str = "ten-challenges-2017",
    contacts: Sequence[services.Contact] = CONTACTS,
    closes_on: dt.date | None = None,
    answers: Mapping[str, int | Sequence[int | Silence]] | None = None,
    at: dt.datetime | None = None,
) -> Round:
    """A round in any state up to SHARED, or CANCELLED or LAPSED.

    From CLOSED on somebody has answered: `answers` says per voice how many, or which stage each of them gives
    to every item; left out, everybody expected answers. The two keys are Ada's and Bea's.
    """
    at = at or clock.now()
    place = place or make_site()
    round = services.draft_round(
        place,
        edition=edition(edition_slug),
        name=name,
        why=why,
        mode=mode,
        smallest=smallest,
        closes_on=closes_on or clock.date_of(at) + dt.timedelta(days=14),
        asked=_asking(asked),
        contacts=contacts,
        by=TEST,
        at=at,
    )
    if state == State.DRAFT:
        return round
    return _go_on(_open(round, at=at), until=state, answers=answers, at=at)


def _asking(asked: Mapping[str, int] | Sequence[services.Asking]) -> list[services.Asking]:
    if isinstance(asked, Mapping):
        return [services.Asking(voice, number) for voice, number in asked.items()]
    return list(asked)


def _open(round: Round, *, at: dt.datetime) -> Round:
    if round.mode == Round.Mode.OPEN_ROOM:
        for user in _key_holders(round):
            services.choose_open_room(round, by=acting(user), voice="", at=at)
    return services.open_round(round, by=TEST, at=at)


def _go_on(
    round: Round, *, until: State, answers: Mapping[str, int | Sequence[int | Silence]] | None, at: dt.datetime
) -> Round:
    if answers is None and until not in (State.OPEN, State.CANCELLED):
        answers = {one.voice: one.expected for one in round.asked.order_by("order")}
    for voice, given in (answers or {}).items():
        _answer_as_told(round, voice, given, at=at)
    if until == State.OPEN:
        return round
    if until == State.CANCELLED:
        return services.cancel_round(round, why="A test", by=TEST, at=at)
    round = services.close_round(round, by=TEST, at=at)
    if until == State.CLOSED:
        return round
    if until == State.LAPSED:
        return time.lapse_round(round, at=at + rules.LAPSES_AFTER)
    for user in _key_holders(round):
        round = services.turn_reveal_key(round, knowing=True, by=acting(user), at=at)
    return round if until == State.REVEALED else services.share_round(round, by=TEST, at=at)


def revealed_round(
    answers: Mapping[str, int | Sequence[int | Silence]] | None = None, *, shared: bool = False, **given: object
) -> Round:
    """A revealed round, or one that is shared too; the rest as for `make_round`."""
    if answers is not None:
        given.setdefault("asked", {voice: _many(told) for voice, told in answers.items()})
    return make_round(state=State.SHARED if shared else State.REVEALED, answers=answers, **given)  # type: ignore[arg-type]


def answer(
    round: Round,
    voice: str,
    n: int = 1,
    *,
    stages: Sequence[int | Silence] = (1, 2),
    words: Mapping[str, str] | None = None,
    offered: bool = True,
    waives: bool = False,
    easy_read: bool = False,
    way: Way = Way.OWN,
    at: dt.datetime | None = None,
) -> list[str]:
    """`n` people of a voice answer everything they are asked, by slips; returns their receipts.

    The first gives the first of `stages` (or silences) to every item, the second the second, and so on again
    from the start. `words` are by item code.
    """
    at = at or clock.now()
    numbers = AskedVoice.objects.get(round=round, voice=voice).items
    items = list(round.edition.items.filter(number__in=numbers).values_list("code", flat=True))
    receipts = []
    for index, code in enumerate(services.make_slips(round, voice=voice, number=n, by=TEST, at=at)):
        ticket = services.exchange(code, at=at)
        assert isinstance(ticket, services.Ticket)
        given = stages[index % len(stages)]
        services.save_answers(
            receipt=ticket.receipt,
            voice=voice,
            voices=ticket.voices,
            answers={item: _said(given, (words or {}).get(item, ""), offered=offered) for item in items},
            waives=waives,
            easy_read=easy_read,
            way=way,
            at=at,
        )
        receipts.append(ticket.receipt)
    return receipts


def _said(given: int | Silence, words: str, *, offered: bool) -> Answer:
    if isinstance(given, Silence):
        return Answer(silence=given, words=words, offered=offered)
    return Answer(stage=given, words=words, offered=offered)


def _many(told: int | Sequence[int | Silence]) -> int:
    return told if isinstance(told, int) else len(told)


def _answer_as_told(round: Round, voice: str, told: int | Sequence[int | Silence], *, at: dt.datetime) -> None:
    if not _many(told):
        return
    if isinstance(told, int):
        answer(round, voice, told, at=at)
    else:
        answer(round, voice, len(told), stages=told, at=at)


def _key_holders(round: Round) -> tuple[User, User]:
    """Two people who may turn the keys, one of each side: those who lead the place, or its site; else Ada and Bea."""
    held = Membership.objects.live().filter(scope__in=places.above(round.scope)).order_by("-scope")
    leads = {member.role: member.user for member in reversed(held.select_related("user"))}
    people = People(round.place if round.place.kind == Place.Kind.SITE else round.place.parent or round.place)
    return (
        leads.get(Role.TEAM_LEAD) or leads.get(Role.SITE_LEAD) or people.ada,
        leads.get(Role.LIVED_EXPERIENCE_PARTNER) or leads.get(Role.LIVED_EXPERIENCE_CO_LEAD) or people.bea,
    )
