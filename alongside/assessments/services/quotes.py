"""Words that people offered, read by two people of different sides before anybody else sees them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.assessments import rules, tongues
from alongside.assessments.models import Quote
from alongside.assessments.rules import SHARED_OR_LATER, State
from alongside.assessments.services.life import held, record
from alongside.assessments.services.standing import stand
from alongside.core.refusals import Refusal


class YourSideHasReadIt(Refusal):
    message = _("Someone of your side has read these words already. They wait for someone of the other side.")


class BothHaveReadIt(Refusal):
    message = _("Two people have read these words already, and the stricter of the two decided.")


class NotAVerdict(Refusal):
    message = _("Choose whether to show the words, to show them without the name of the voice, or to hold them back.")


class NotALanguage(Refusal):
    message = _("Choose the language in which the words were written, and write what they mean.")


class TranslationTooLong(Refusal):
    message = _("The translation is too long. Make it 1,200 letters or fewer.")


TRANSLATION_AT_MOST = 1200


@transaction.atomic
def translate_quote(quote: Quote, *, language: str, translation: str, by: Actor, at: dt.datetime) -> Quote:
    """A reader wrote what offered words mean in the place's language, before they are shown.

    The original always stands beside it, and it says that nobody has checked it. An empty translation takes an earlier
    one away. Refuses one without its language, and one whose words both readers have read: what was agreed to be
    shown does not change.
    """
    round = held(quote.round, State.REVEALED, *SHARED_OR_LATER)
    translation = translation.strip()
    if len(translation) > TRANSLATION_AT_MOST:
        raise TranslationTooLong
    if bool(translation) != bool(language) or (language and language not in tongues.SPOKEN):
        raise NotALanguage
    row = Quote.objects.select_for_update().get(pk=quote.pk)
    if row.first_by_id and row.second_by_id:
        raise BothHaveReadIt
    row.language, row.translation = language, translation
    row.translated_by_id = by.user_id if translation else None
    row.save()
    changes = {"quote": str(row.pk), "language": language, "translated": bool(translation)}
    record(round, "quote.translated", by=by, at=at, changes=changes)
    return row


@transaction.atomic
def read_quote(quote: Quote, *, verdict: str, voice: str = "", by: Actor, at: dt.datetime) -> Quote:
    """Someone read offered words and said: show, show without the name, or hold.

    Two people of different sides read them (in a round that asked one side only, two people); the stricter of the
    two wins. Who has read may think again. Refuses a second reader of the same side, and a third one.
    """
    round = held(quote.round, State.REVEALED, *SHARED_OR_LATER)
    if verdict not in rules.VERDICTS:
        raise NotAVerdict
    standing = stand(round, by=by, voice=voice)
    row = Quote.objects.select_for_update().get(pk=quote.pk)
    if by.user_id == str(row.first_by_id):
        row.first_verdict = verdict
    elif by.user_id == str(row.second_by_id):
        row.second_verdict = verdict
    elif row.first_by_id is None:
        row.first_by_id, row.first_side, row.first_verdict = by.user_id, standing.side, verdict
    elif row.second_by_id is not None:
        raise BothHaveReadIt
    elif row.first_side == standing.side and not round.one_sided:
        raise YourSideHasReadIt
    else:
        row.second_by_id, row.second_side, row.second_verdict = by.user_id, standing.side, verdict
    row.save()
    record(round, "quote.read", by=by, at=at, changes={"quote": str(row.pk), "verdict": verdict, "side": standing.side})
    return row
