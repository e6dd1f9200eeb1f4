"""Paper sheets: printed, and typed in by somebody who can open none of them again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When

from alongside.access.policy import Actor
from alongside.assessments import codes, rules
from alongside.assessments.models import AskedVoice, Ballot, PaperBatch, Round, Sheet, Way
from alongside.assessments.rules import Answer, State
from alongside.assessments.services import refusals
from alongside.assessments.services.ballots import save_answers
from alongside.assessments.services.batches import refuse_unless_they_type
from alongside.assessments.services.life import held, record, shuffle_ballots, what_is_missing
from alongside.assessments.services.ways import count_way
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.words import gettext, gettext_noop

MANY_SHEETS = 60
"""So many are printed at a time: more than a room holds, and no more than a browser lays out at once."""


@dataclass(frozen=True)
class Wanted:
    """So many sheets for a voice, or for people who choose one of several voices on the sheet."""

    voices: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class PrintedSheet:
    """One sheet as it is printed: the code that is typed in with it, and the one that only the person keeps."""

    code: str
    own_code: str
    voices: tuple[str, ...]


@transaction.atomic
def make_sheets(
    round: Round, wanted: Sequence[Wanted], *, easy_read: bool = False, by: Doer, at: dt.datetime
) -> list[PrintedSheet]:
    """Sheets were printed. Their codes are told once, here, and cannot be printed again.

    Refuses while something is missing before the round can open (whom to turn to stands above the boxes for words),
    a voice that is not asked, and several voices on one sheet that are asked different questions.
    """
    round = held(round, State.DRAFT, State.OPEN)
    if round.state == State.DRAFT and (missing := what_is_missing(round, on=date_of(at))):
        said = gettext("Before sheets can be printed: %(missing)s.")
        raise refusals.NoSheetsYet(said % {"missing": "; ".join(missing)})
    asked = {row.voice: row.items for row in AskedVoice.objects.filter(round=round)}
    for one in wanted:
        if not one.voices or any(voice not in asked for voice in one.voices):
            raise refusals.VoiceNotAsked(gettext_noop("This round does not ask that voice."))
        if any(asked[voice] != asked[one.voices[0]] for voice in one.voices):
            raise refusals.AskedDifferently
    made = [_printed(round, one.voices) for one in wanted for _ in range(one.number)]
    Sheet.objects.bulk_create(
        Sheet(mark=codes.mark(one.code), round=round, voices=list(one.voices), easy_read=easy_read) for one in made
    )
    numbers = {" or ".join(one.voices): one.number for one in wanted}
    record(round, "round.sheets_made", by=by, at=at, changes={**numbers, "easy_read": easy_read})
    return made


def _printed(round: Round, voices: tuple[str, ...]) -> PrintedSheet:
    code = codes.new_code()
    return PrintedSheet(code, codes.receipt_for(code, secret=bytes(round.secret)), voices)


def sheet_to_type(batch: PaperBatch, *, code: str, by: Actor, at: dt.datetime) -> Sheet:
    """The sheet with this code, if this person may type it in now. It holds no answer. Refuses as `type_sheet` does."""
    batch = refuse_unless_they_type(batch, by=by)
    if not rules.takes_answers(state=batch.round.state, closes_on=batch.round.closes_on, on=date_of(at)):
        raise refusals.SheetIsLate
    if len(codes.plain(code)) == codes.RECEIPT_LENGTH and codes.is_whole(code):
        raise refusals.NotTheTearOff
    if not codes.is_whole(code):
        raise refusals.MistypedSheet
    sheet = Sheet.objects.filter(mark=codes.mark(code), round=batch.round).first()
    if sheet is None:
        raise refusals.UnknownSheet
    if sheet.spent:
        raise refusals.SheetIsTyped
    return sheet


def type_sheet(
    batch: PaperBatch,
    *,
    code: str,
    voice: str,
    answers: Mapping[str, Answer],
    waives: bool = False,
    by: Actor,
    at: dt.datetime,
) -> None:
    """Somebody typed in what stands on one sheet. Only the code on its tear-off opens it from now on.

    The ballot is laid down in one transaction, and all ballots shuffled with it, so that no hidden number says which
    came just before which. The sheet is spent and the batch counted in a second one, the way in a third, so that no
    hidden column joins them. No audit row is written, as the batch's end says how many there were.
    Words that are not offered are not kept. Refuses what the batch and the round refuse, a code of no sheet, a sheet
    that was typed in before, and one on which nothing is answered.
    """
    sheet = sheet_to_type(batch, code=code, by=by, at=at)
    if not answers:
        raise refusals.SheetIsEmpty
    said = {item: one if one.offered else replace(one, words="") for item, one in answers.items()}
    is_new = _lay_down(sheet, code=code, voice=voice, answers=said, waives=waives, at=at)
    if _spend(sheet, batch):
        count_way(batch.round, Way.PAPER)
    if not is_new:  # somebody was quicker, or the machine stopped between the two transactions
        raise refusals.SheetIsTyped


@transaction.atomic
def _lay_down(
    sheet: Sheet,
    *,
    code: str,
    voice: str,
    answers: Mapping[str, Answer],
    waives: bool,
    at: dt.datetime,
) -> bool:
    """Whether there is a new ballot with these answers; not when the sheet's ballot was there already."""
    round = Round.objects.select_for_update().get(pk=sheet.round_id)
    if not rules.takes_answers(state=round.state, closes_on=round.closes_on, on=date_of(at)):
        raise refusals.SheetIsLate
    receipt = codes.receipt_for(code, secret=bytes(round.secret))
    if voice not in sheet.voices:
        raise refusals.VoiceNotAsked(gettext_noop("This sheet is not for that voice."))
    # Its way in is counted after this transaction, by the one who spends the sheet.
    _, is_new = Ballot.objects.get_or_create(
        mark=codes.mark(receipt), defaults={"round": round, "voice": voice, "counted": True}
    )
    if is_new:
        save_answers(
            receipt=receipt,
            voice=voice,
            voices=tuple(sheet.voices),
            answers=answers,
            waives=waives,
            easy_read=sheet.easy_read,
            at=at,
        )
        shuffle_ballots(round)
    return is_new


@transaction.atomic
def _spend(sheet: Sheet, batch: PaperBatch) -> bool:
    """Whether it is this batch that the sheet counts in.

    All batches of the round are written anew, so that no hidden column tells in which of them the last one counted.
    """
    spent = Sheet.objects.filter(pk=sheet.pk, spent=False).update(spent=True)
    more = Case(When(pk=batch.pk, then=Value(spent)), default=Value(0), output_field=IntegerField())
    PaperBatch.objects.filter(round_id=batch.round_id).update(typed=F("typed") + more)
    return bool(spent)
