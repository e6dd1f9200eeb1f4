"""The story of the fourteen once more, without any page: what the journeys' stored results are held against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from alongside.assessments import services
from alongside.assessments.models import Gap, NamedContact, Quote, Round
from alongside.core import clock
from alongside.frameworks.models import Edition
from alongside.programmes import queries as programmes
from tests.journeys import story
from tests.journeys.places import Neighbourhood
from tests.journeys.raters import answers_by_services
from tests.journeys.site import code_sent_to

MAIL = "{name}@{scope}.example.org"


def address_of(name: str, here: Neighbourhood) -> str:
    """Where somebody without an account has their mail."""
    return MAIL.format(name=name.lower(), scope=here.team.scope.strip("/").replace("/", "-"))


def the_whole_story(here: Neighbourhood) -> Round:
    """From the draft to what was agreed."""
    at, tom, lea = clock.now(), programmes.actor_of(here.tom), programmes.actor_of(here.lea)
    round = services.draft_round(
        here.team,
        edition=Edition.objects.get(slug="ten-challenges-2017"),
        name=story.NAME,
        why=story.WHY,
        closes_on=clock.today() + dt.timedelta(days=14),
        asked=[services.Asking(voice, number) for voice, number in story.EXPECTED.items()],
        contacts=[services.Contact(NamedContact.Kind(kind), *rest) for kind, _, *rest in story.CONTACTS],
        by=tom,
        at=at,
    )
    round = services.open_round(round, by=lea, at=at)
    codes = _invited(round, here)
    for rater in story.RATERS:
        answers_by_services(round, rater, next(codes[rater.way, rater.voice if rater.way != "mail" else rater.name]))
    round = services.close_round(round, by=tom, at=at)
    round = services.reopen_round(round, closes_on=clock.today() + dt.timedelta(days=7), by=tom, at=at)
    more = iter(services.make_slips(round, voice="staff", number=story.MORE_SLIPS["staff"], by=tom, at=at))
    for rater in story.LATER:
        answers_by_services(round, rater, next(more))
    round = services.close_round(round, by=tom, at=at)
    for actor in (tom, lea):
        round = services.turn_reveal_key(round, by=actor, at=at)
    _meet(round, here)
    return round


def _invited(round: Round, here: Neighbourhood) -> dict[tuple[str, str], Iterator[str]]:
    """The codes that were given out, by way and voice, or by way and name."""
    at, tom = clock.now(), programmes.actor_of(here.tom)
    held: dict[str, tuple[str, ...]] = {}
    for voice in story.VOICES:
        for name in story.MAILED.get(voice, ()):
            held[name] = (*held.get(name, ()), voice)
    accounts = {"Tom": here.tom, "Lea": here.lea, "Ben": here.ben}
    people = [services.Invitee(address_of(name, here), voices) for name, voices in held.items()]
    people += [
        services.Invitee(user.email, ("uses_services",) if name == "Lea" else ("staff",))
        for name, user in accounts.items()
    ]
    services.invite_by_mail(round, people=people, by=tom, at=at)
    codes = {("mail", name): iter([code_sent_to(address_of(name, here))]) for name in held}
    codes["account", "staff"] = iter([code_sent_to(here.tom.email), code_sent_to(here.ben.email)])
    codes["account", "uses_services"] = iter([code_sent_to(here.lea.email)])
    for voice, number in story.SLIPS.items():
        codes["slip", voice] = iter(services.make_slips(round, voice=voice, number=number, by=tom, at=at))
    voice, number = story.POSTER
    codes["poster", voice] = iter([services.make_poster(round, voice=voice, number=number, by=tom, at=at)])
    return codes


def _meet(round: Round, here: Neighbourhood) -> None:
    at, tom, lea = clock.now(), programmes.actor_of(here.tom), programmes.actor_of(here.lea)
    for quote in Quote.objects.filter(round=round):
        first, second = story.VERDICTS[quote.words]
        services.read_quote(quote, verdict=first, by=tom, at=at)
        services.read_quote(quote, verdict=second, by=lea, at=at)
    round = services.share_round(round, by=tom, at=at)
    services.hold_meeting(round, held_on=clock.today(), present=story.PRESENT, by=tom, at=at)
    items = {item.number: item for item in round.edition.items.all()}
    for said in story.POSITIONS:
        services.record_position(
            round, item=items[said.number], stage=said.stage, why=said.why, dissent=said.dissent, by=tom, at=at
        )
    number, label, link = story.EVIDENCE_LINK
    services.add_evidence(round, item=items[number], label=label, link=link, by=tom, at=at)
    number, label, content = story.EVIDENCE_FILE
    upload = services.Upload("board.txt", content)
    services.add_evidence(round, item=items[number], label=label, upload=upload, by=tom, at=at)
    number, outcome, _, words = story.GAP
    for actor in (lea, tom):
        gap = Gap.objects.get(round=round, item=items[number])
        services.settle_gap(gap, outcome=outcome, words=words, by=actor, at=at)
    services.choose_priorities(
        round,
        items=[items[number] for number, _ in story.PRIORITIES],
        whys={items[number].pk: why for number, why in story.PRIORITIES},
        by=tom,
        at=at,
    )
    for actor in (tom, lea):
        services.agree_round(round, by=actor, at=at)
