"""What somebody can do with a round now, the first thing first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.frameworks.models import Edition


@dataclass(frozen=True)
class KeyLine:
    """A key that waits for the other, until when, and who could turn that other one."""

    who: str
    side: str
    mine: bool
    turned_at: dt.datetime
    lapses_at: dt.datetime | None


@dataclass(frozen=True)
class Keys:
    """The keys that wait for one purpose. `could` are the people who might hold the other key."""

    waiting: tuple[KeyLine, ...]
    could: tuple[str, ...]

    @property
    def mine(self) -> bool:
        return any(key.mine for key in self.waiting)


@dataclass(frozen=True)
class Step:
    """Something this person may do: the verb, where, and a sentence that says why. No address: there is nothing."""

    text: str
    url: str
    why: str


@dataclass(frozen=True)
class Told:
    """What the next steps are decided from."""

    round: Round
    actor: Actor
    on: dt.date
    missing: tuple[str, ...]
    reveal: Keys
    open_room: Keys
    invited: bool
    reads: bool

    def may(self, permission: Permission) -> bool:
        return self.actor.can(permission, at=self.round.scope)

    def url(self, page: str) -> str:
        return f"{self.round.get_absolute_url()}{page}/"


def steps_for(told: Told) -> list[Step]:
    """What this person can do, the first thing first. Never empty."""
    state = State(told.round.state)
    steps = _STEPS[state](told) if state in _STEPS else []
    if state in rules.BEFORE_THE_REVEAL and told.may(Permission.ROUND_CANCEL):
        steps.append(Step(_("Cancel the round"), told.url("cancel"), _("Every answer given so far is deleted unseen.")))
    return steps if steps and steps[0].url != told.url("cancel") else [_nothing_to_do(told), *steps]


def _draft_steps(told: Told) -> list[Step]:
    steps = []
    change = Step(_("Change what is prepared"), told.url("change"), _("Nobody has been asked anything yet."))
    if told.missing and told.may(Permission.ROUND_DRAFT):
        return [
            Step(
                _("Add what is missing"),
                change.url,
                _("Before it can open: %(missing)s.") % {"missing": "; ".join(told.missing)},
            )
        ]
    if told.round.mode == Round.Mode.OPEN_ROOM and len({key.side for key in told.open_room.waiting}) < 2:
        if told.open_room.mine:
            steps.append(Step("", "", _("Your side has said yes to an open room. The other side has not said so yet.")))
        elif told.may(Permission.ROUND_OPEN):
            why = _("An open room needs a yes from both sides before the round opens.")
            steps.append(Step(_("Say yes to an open room"), told.url("open-room"), why))
    elif told.may(Permission.ROUND_OPEN):
        steps.append(
            Step(_("Open the round"), told.url("open"), _("Everything is there. From then on people can answer."))
        )
    if told.may(Permission.ROUND_DRAFT):
        steps.append(change)
    if told.may(Permission.ROUND_INVITE):
        steps.append(_use_paper(told))
    return steps


def _use_paper(told: Told) -> Step:
    why = _("Print sheets, choose a day to answer together, and who types the sheets in.")
    return Step(_("Use paper"), told.url("paper"), why)


def _open_steps(told: Told) -> list[Step]:
    steps = []
    if told.may(Permission.ROUND_INVITE):
        begun = _("Letters, slips and a poster can be used side by side, until the last day.")
        nobody = _("Nobody can answer until they have a code: by mail, on a slip, or from a poster.")
        steps += [
            Step(_("Invite people by mail"), told.url("invite"), begun if told.invited else nobody),
            Step(_("Print slips"), told.url("slips"), _("One code for one person, to be handed out on paper.")),
            Step(_("Print a poster"), told.url("poster"), _("One code that lets in the number of people you state.")),
            _use_paper(told),
            Step(_("Let a tablet stand ready"), told.url("kiosk"), _("For a ward where few people have a phone.")),
            Step(_("Print the card about helping"), "/rate/helping/card/", _("For whoever helps somebody to answer.")),
        ]
    if told.may(Permission.ROUND_CLOSE):
        steps.append(Step(_("Close the round"), told.url("close"), _("After that nobody can answer any more.")))
    return steps


def _closed_steps(told: Told) -> list[Step]:
    steps = []
    if told.may(Permission.ROUND_REVEAL):
        steps.append(_reveal_step(told))
    if told.may(Permission.ROUND_OPEN):
        steps.append(
            Step(_("Open it again"), told.url("reopen"), _("To invite more people before anybody sees an answer."))
        )
    return steps


def _reveal_step(told: Told) -> Step:
    if told.reveal.mine:
        return Step(_("See your waiting key"), told.url("reveal"), _("Your key waits for the other one."))
    if told.reveal.waiting:
        other = told.reveal.waiting[0]
        return Step(
            _("Turn the second key"),
            told.url("reveal"),
            _("%(who)s (%(side)s) has turned the first one.") % {"who": other.who, "side": other.side},
        )
    return Step(
        _("Turn the first key"), told.url("reveal"), _("Two people, one of each side, reveal the answers together.")
    )


_SEE: dict[str, str] = {
    Edition.Purpose.JUDGE: gettext_noop("See how you each see it"),
    Edition.Purpose.PROPOSE: gettext_noop("See what people said"),
    Edition.Purpose.CHOOSE: gettext_noop("See what matters most to each of you"),
}


def _revealed_steps(told: Told) -> list[Step]:
    if not told.reads:
        return []
    steps = [
        Step(_(_SEE[told.round.edition.purpose]), told.url("result"), _("Only you two can see it until it is shared."))
    ]
    if told.may(Permission.QUOTE_READ):
        steps.append(_read_words(told))
    if told.may(Permission.ROUND_SHARE):
        steps.append(Step(_("Share the result"), told.url("share"), _("Then everyone who took part can see it.")))
    return steps


def _shared_steps(told: Told) -> list[Step]:
    steps = [_read_result(told)] if told.reads else []
    if told.round.edition.purpose:
        why = _("It is one of the two rounds in which you find it together.")
        steps.append(Step(_("Go on with your own list"), f"/places/{told.round.place_id}/consensus/", why))
    elif told.may(Permission.ROUND_MEET):
        why = _("Talk about it together, and write down what you agree and what you do not.")
        steps.append(Step(_("Go to the joint meeting"), told.url("meeting"), why))
    if told.may(Permission.QUOTE_READ):
        steps.append(_read_words(told))
    return steps


def _meeting_steps(told: Told) -> list[Step]:
    steps = []
    if told.may(Permission.ROUND_MEET):
        why = _("Where you agree, why, and who sees it otherwise. Both sides then agree it with a key each.")
        steps.append(Step(_("Write down what you agree"), told.url("agree"), why))
    return [*steps, _read_result(told)] if told.reads else steps


def _agreed_steps(told: Told) -> list[Step]:
    if not told.reads:
        return []
    return [
        Step(
            _("Read what was agreed"), told.url("agreed"), _("With every dissent, and what you chose to work on first.")
        ),
        _read_result(told),
    ]


def _read_words(told: Told) -> Step:
    why = _("Two people of different sides read them before anybody else does.")
    return Step(_("Read the words that people offered"), told.url("quotes"), why)


def _read_result(told: Told) -> Step:
    return Step(_(_SEE[told.round.edition.purpose]), told.url("result"), _("The result is shared."))


_STEPS = {
    State.DRAFT: _draft_steps,
    State.OPEN: _open_steps,
    State.CLOSED: _closed_steps,
    State.REVEALED: _revealed_steps,
    State.SHARED: _shared_steps,
    State.MEETING: _meeting_steps,
    State.AGREED: _agreed_steps,
}


def _nothing_to_do(told: Told) -> Step:
    round = told.round
    words = {
        State.DRAFT: _("This round is being prepared. There is nothing for you to do yet."),
        State.OPEN: _("To answer, use the code in your letter, on your slip or on the poster. You need not sign in."),
        State.CLOSED: _("The round has closed. Two people, one of each side, reveal the answers together."),
        State.REVEALED: _latest(round),
        State.CANCELLED: _("This round was cancelled. Every answer was deleted, and nobody had seen one."),
        State.LAPSED: _("Nobody revealed this round in time. Every answer was deleted, and nobody had seen one."),
    }
    return Step("", "", words.get(State(round.state), _("There is nothing for you to do here now.")))


def _latest(round: Round) -> str:
    """That two people prepare the result, and until when it is shared by itself."""
    if not round.revealed_on:
        return _("Two people are preparing the result. You see it when they share it.")
    said = _("Two people are preparing the result. You see it when they share it, on %(until)s at the latest.")
    return said % {"until": date_format(round.revealed_on + rules.PREPARE_AT_MOST)}
