"""One round as a story: drafted, opened, answered, revealed by two, read, shared, talked about, agreed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from alongside.accounts.models import User
from alongside.assessments.models import Gap, NamedContact, PaperBatch, Quote, Round, Tally
from alongside.assessments.services import (
    batches,
    bulk,
    gaps,
    invitations,
    kiosks,
    life,
    meeting,
    quotes,
    reveal,
    sharing,
    sheets,
    time,
)
from alongside.assessments.services.sheets import PrintedSheet
from alongside.demo.answers import Outlook, Turnout, Twist, ballots
from alongside.demo.services.diary import Story
from alongside.demo.services.world import DEMO, Lead, World
from alongside.demo.words.positions import AGREE_TO_DIFFER, BECAME_GOAL, NO_STAGE, TALKS
from alongside.frameworks.models import Edition, Item
from alongside.programmes import queries as programmes
from alongside.programmes.models import Place

TYPED = 3
"""So many sheets are typed in where somebody types."""
LIVED = frozenset({"uses_services", "family_and_friends"})
WHY = (
    "We want to see this place through each other’s eyes, and choose together what to change first.",
    "A year has passed. We want to know what has moved, and for whom.",
    "Before we plan the next year, we want to hear how it is for everybody.",
)


@dataclass(frozen=True)
class Days:
    """When each act of a round falls. What is left out never happens."""

    drafted: dt.datetime
    opened: dt.datetime | None = None
    answered: dt.datetime | None = None
    closes: dt.date | None = None
    closed: dt.datetime | None = None
    first_key: dt.datetime | None = None
    second_key: dt.datetime | None = None
    shared: dt.datetime | None = None
    met: dt.datetime | None = None
    agreed: dt.datetime | None = None
    cancelled: dt.datetime | None = None
    lapsed: dt.datetime | None = None


@dataclass(frozen=True)
class Plan:
    """A round to be, and all that is told of it."""

    place: Place
    edition: str
    name: str
    why: str
    days: Days
    seen: Outlook
    turnout: Mapping[str, Turnout]
    keys: tuple[Lead, Lead]
    contacts: Sequence[life.Contact]
    mode: str = Round.Mode.PRIVATE
    twist: Twist = field(default_factory=Twist)
    words: int = 6
    invited: Sequence[invitations.Invitee] = ()
    read: bool = True
    agreed_alone: bool = False
    half: bool = False
    ended_why: str = ""
    typist: User | None = None
    """Who types its paper sheets in, from outside the place; some are typed."""
    kiosk: str = ""
    """What the tablet is called at which people of the first voice can answer, if there is one."""

    @property
    def one_sided(self) -> bool:
        return len({voice in LIVED for voice in self.turnout}) == 1


def story(plan: Plan, *, rng: random.Random) -> Story:
    """The round from its draft as far as its days go."""
    days = plan.days
    yield days.drafted
    round, to_type = _draft(plan), None
    if days.opened:
        yield days.opened
        round = _open(plan, round, at=days.opened)
        to_type = _hand_out_sheets(plan, round, at=days.opened) if plan.typist else None
    if days.answered:
        yield days.answered
        if to_type:
            _type_in(plan, *to_type, rng, at=days.answered)
        _answer(plan, round, rng, at=days.answered)
    if days.cancelled:
        yield days.cancelled
        life.cancel_round(round, why=plan.ended_why, by=plan.keys[0].actor, at=days.cancelled)
    if days.closed:
        yield days.closed
        life.close_round(round, by=time.CLOCK, at=days.closed)
    if days.lapsed:
        yield days.lapsed
        time.lapse_round(round, at=days.lapsed)
    yield from _reveal_and_share(plan, round, rng)
    yield from _talk(plan, round, rng)


def _draft(plan: Plan) -> Round:
    return life.draft_round(
        plan.place,
        edition=Edition.objects.get(slug=plan.edition),
        name=plan.name,
        why=plan.why,
        closes_on=plan.days.closes or plan.days.drafted.date() + dt.timedelta(days=28),
        asked=[life.Asking(voice, one.asked) for voice, one in plan.turnout.items()],
        contacts=plan.contacts,
        mode=plan.mode,
        by=plan.keys[0].actor,
        at=plan.days.drafted,
    )


def _open(plan: Plan, round: Round, *, at: dt.datetime) -> Round:
    if plan.mode == Round.Mode.OPEN_ROOM:
        for key in plan.keys:
            life.choose_open_room(round, by=key.actor, voice=key.voice, at=at)
    round = life.open_round(round, by=plan.keys[1].actor, at=at)
    if plan.invited:
        invitations.invite_by_mail(round, people=plan.invited, by=plan.keys[0].actor, at=at)
    if plan.kiosk:
        seats = {next(iter(plan.turnout)): 6}
        kiosks.open_kiosk(round, name=plan.kiosk, seats=seats, by=plan.keys[0].actor, at=at)
    return round


def _hand_out_sheets(plan: Plan, round: Round, *, at: dt.datetime) -> tuple[PaperBatch, list[PrintedSheet]]:
    """A day on which people answer in one room, sheets for it, and somebody from outside to type them in."""
    assert plan.typist is not None
    by = plan.keys[1].actor
    batches.mark_event(round, event_on=round.closes_on - dt.timedelta(days=7), by=by, at=at)
    printed = sheets.make_sheets(round, [sheets.Wanted((voice,), 6) for voice in plan.turnout], by=by, at=at)
    return batches.open_batch(round, typist=plan.typist, by=by, at=at), printed


def _type_in(
    plan: Plan, batch: PaperBatch, printed: Sequence[PrintedSheet], rng: random.Random, *, at: dt.datetime
) -> None:
    """The first sheets came in their envelope, and are typed in; others are still out."""
    assert plan.typist is not None
    by = programmes.actor_of(plan.typist)
    voice = next(iter(plan.turnout))
    codes = dict(batch.round.edition.items.values_list("number", "code"))
    said = ballots(rng, plan.seen, {voice: Turnout(TYPED, TYPED)}, codes=codes, twist=plan.twist, words=0)
    for sheet, one in zip(printed, said, strict=False):
        sheets.type_sheet(batch, code=sheet.code, voice=voice, answers=one.answers, by=by, at=at)


def _answer(plan: Plan, round: Round, rng: random.Random, *, at: dt.datetime) -> None:
    codes = dict(round.edition.items.values_list("number", "code"))
    given = ballots(rng, plan.seen, plan.turnout, codes=codes, twist=plan.twist, words=plan.words)
    unused = {voice: one.asked - one.answered for voice, one in plan.turnout.items()}
    bulk.lay_down_ballots(round, given, unused=unused, by=DEMO, at=at)
    if plan.days.closed is None and plan.days.cancelled is None:
        time.count_round(round, at=at)


def _reveal_and_share(plan: Plan, round: Round, rng: random.Random) -> Iterator[dt.datetime]:
    for key, at in zip(plan.keys, (plan.days.first_key, plan.days.second_key), strict=True):
        if at:
            yield at
            reveal.turn_reveal_key(round, voice=key.voice, knowing=True, by=key.actor, at=at)
    if plan.days.second_key and plan.read:
        read_at = plan.days.second_key + dt.timedelta(hours=5)
        yield read_at
        _read_quotes(plan, round, rng, at=read_at)
    if plan.days.shared:
        yield plan.days.shared
        sharing.share_round(round, by=plan.keys[1].actor, at=plan.days.shared)


def _read_quotes(plan: Plan, round: Round, rng: random.Random, *, at: dt.datetime) -> None:
    """Both read all words that were offered; now and then one of them is more careful."""
    for quote in Quote.objects.filter(round=round).order_by("item__number", "words").select_related("round"):
        careful = rng.random()
        verdict = "HOLD" if careful < 0.04 else "SHOW_WITHOUT_NAME" if careful < 0.12 else "SHOW"
        first, second = plan.keys
        quotes.read_quote(quote, verdict="SHOW", voice=first.voice, by=first.actor, at=at)
        quotes.read_quote(quote, verdict=verdict, voice=second.voice, by=second.actor, at=at)


def _talk(plan: Plan, round: Round, rng: random.Random) -> Iterator[dt.datetime]:
    """The joint meeting and what came of it."""
    if not plan.days.met:
        return
    yield plan.days.met
    _hold_meeting(plan, round, rng, at=plan.days.met)
    if not plan.days.agreed:
        return
    yield plan.days.agreed
    if plan.agreed_alone:
        lead = plan.keys[0]
        meeting.agree_round(round, voice=lead.voice, alone=True, by=lead.actor, at=plan.days.agreed)
        return
    for key in plan.keys:
        meeting.agree_round(round, voice=key.voice, by=key.actor, at=plan.days.agreed)


def _hold_meeting(plan: Plan, round: Round, rng: random.Random, *, at: dt.datetime) -> None:
    lead = plan.keys[0]
    present = {voice: max(1, whole(one.answered * rng.uniform(0.3, 0.7))) for voice, one in plan.turnout.items()}
    if plan.agreed_alone:
        present = {voice: count for voice, count in present.items() if voice not in LIVED}
    meeting.hold_meeting(round, held_on=at.date(), present=present, by=lead.actor, at=at)
    talked = list(Item.objects.filter(edition_id=round.edition_id).order_by("number"))
    agreed = _agreed_stages(round, talked, rng)
    open_gaps: list[Gap] = list(round.gaps.order_by("item__number").select_related("round", "item"))
    apart = {gap.item_id for gap in open_gaps}
    for item in talked[:6] if plan.half else talked:
        _record(plan, round, item, agreed[item.number], rng, apart=item.pk in apart, at=at)
    if plan.half:
        _settle(plan, open_gaps[:1], rng, first=(), both=False, at=at)
        return
    first = _choose_first(talked, agreed, apart)
    whys = {item.pk: TALKS[item.number].first_because for item in first}
    meeting.choose_priorities(round, items=first, whys=whys, by=plan.keys[1].actor, at=at)
    if not plan.agreed_alone and not plan.one_sided:
        _settle(plan, open_gaps, rng, first=[item.pk for item in first], both=True, at=at)


def whole(number: float) -> int:
    """The whole stages in a number that is never below zero."""
    return int(number)


def _agreed_stages(round: Round, items: Sequence[Item], rng: random.Random) -> dict[int, int | None]:
    """What they agree on: between what the groups see, nearer the lower one; sometimes none, if they are far apart."""
    middles: dict[int, list[float]] = {}
    for number, middle in Tally.objects.filter(round=round).values_list("item__number", "middle"):
        if middle is not None:
            middles.setdefault(number, []).append(middle)
    agreed: dict[int, int | None] = {}
    for item in items:
        seen, undecided = middles.get(item.number, []), rng.random() < 0.25
        if not seen or (max(seen) - min(seen) >= 2 and undecided):
            agreed[item.number] = None
        else:
            agreed[item.number] = whole(0.55 * min(seen) + 0.45 * max(seen) + 0.45)
    return agreed


def _record(
    plan: Plan, round: Round, item: Item, stage: int | None, rng: random.Random, *, apart: bool, at: dt.datetime
) -> None:
    talk, lead = TALKS[item.number], plan.keys[0]
    dissents, shown, lived = rng.random() < (0.45 if apart else 0.04), rng.random() < 0.2, rng.random() < 0.65
    asked = plan.turnout.keys()
    lived = bool(asked & LIVED) and (lived or asked <= LIVED)
    dissent = "" if not dissents else talk.lived_dissent if lived else talk.profession_dissent
    why = NO_STAGE if stage is None else talk.whys[stage]
    meeting.record_position(round, item=item, stage=stage, why=why, dissent=dissent, by=lead.actor, at=at)
    if shown:
        label, link = talk.evidence
        meeting.add_evidence(round, item=item, label=label, link=link, by=lead.actor, at=at)


def _choose_first(items: Sequence[Item], agreed: Mapping[int, int | None], apart: set[int]) -> list[Item]:
    """The lowest three, those seen apart before others."""
    return sorted(items, key=lambda item: (agreed[item.number] or 0, item.pk not in apart, item.number))[:3]


def _settle(
    plan: Plan, found: Sequence[Gap], rng: random.Random, *, first: Sequence[int], both: bool, at: dt.datetime
) -> None:
    """Both sides settle most gaps at the meeting: some become something to work on, some stay a difference."""
    keys = plan.keys if both else plan.keys[:1]
    for gap in found:
        left, differs = rng.random() < 0.12, rng.random() < 0.2
        if left and both:
            continue
        outcome, words = Gap.Outcome.UNDERSTOOD, TALKS[gap.item.number].understood
        if gap.item_id in first:
            outcome, words = Gap.Outcome.BECAME_GOAL, BECAME_GOAL
        elif differs:
            outcome, words = Gap.Outcome.AGREE_TO_DIFFER, AGREE_TO_DIFFER
        for key in keys:
            gap = gaps.settle_gap(gap, outcome=outcome, words=words, voice=key.voice, by=key.actor, at=at)


def contacts_for(world: World, place: Place, *, team_lead: Lead) -> list[life.Contact]:
    """The four whom a round of a place names."""
    return contact_list(world.site_of(place).name.split(" and ")[0], team_lead)


def contact_list(short: str, lead: Lead) -> list[life.Contact]:
    """Somebody in the team, somebody outside it, an advocate, an emergency line. None of the numbers is anybody's."""
    kind, host = NamedContact.Kind, (lead.user.email or "").partition("@")[2]
    return [
        life.Contact(kind.IN_TEAM, lead.user.name, email=lead.user.email or ""),
        life.Contact(kind.OUTSIDE, f"Someone to talk to, {short}", phone="01632 960 101", email=f"talk@{host}"),
        life.Contact(kind.ADVOCATE, f"{short} Advocacy", phone="01632 960 102", email=f"advocacy@{host}"),
        life.Contact(kind.EMERGENCY, "Crisis line, day and night", phone="0808 157 0999"),
    ]
