"""What is held about a person in rounds. Never an answer: a ballot says nothing of who it is from."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from alongside.assessments.models import Invited
from alongside.core.holdings import Holding, Holds, Person, gathered, holding

HOLDS = (
    Holds("assessments.Round", _("Rounds that you agreed"), by=("first_by", "second_by"), shows=("name", "agreed_on")),
    Holds(
        "assessments.Consensus",
        _("Lists of a place's own that you held a key to"),
        by=("merged_lived_by", "merged_profession_by", "agreed_lived_by", "agreed_profession_by"),
        shows=("name", "merged_on", "agreed_on"),
    ),
    Holds(
        "assessments.Key",
        _("Keys that wait for the other"),
        by=("user",),
        shows=("round__name", "purpose", "turned_at"),
    ),
    Holds("assessments.Standing", _("The voice you act in"), by=("user",), shows=("round__name", "voice", "side")),
    Holds(
        "assessments.NamedContact",
        _("Rounds in which you are somebody to turn to"),
        by_email=("email",),
        shows=("round__name", "kind", "name", "phone", "email"),
    ),
    Holds("assessments.Gap", _("Gaps that you settled"), by=("lived_by", "profession_by"), shows=("round__name",)),
    Holds(
        "assessments.Quote",
        _("Offered words that you read or put into another language"),
        by=("first_by", "second_by", "translated_by"),
        shows=("round__name",),
    ),
    Holds(
        "assessments.PaperBatch",
        _("Batches of paper sheets that you type in"),
        by=("first", "second"),
        shows=("round__name", "typed", "opened_on", "closed_on"),
    ),
)
_NOBODYS = "An answer says nothing of who it is from, so nobody can find yours: not we, and not you."
NOT_HELD = {
    "assessments.Ballot.mark": _NOBODYS,
    "assessments.Ballot.voice": _NOBODYS,
    "assessments.Ballot.answers": _NOBODYS,
    "assessments.Letterbox.sealed": "Who wants to be told is sealed without saying who answered what.",
    "assessments.OpenTally.shown": _NOBODYS,
    "assessments.Quote.words": "Offered words say nothing of who wrote them.",
    "assessments.Quote.translation": "The same words in another language.",
}


def held_about(person: Person) -> Iterator[Holding]:
    """One query for each table, and one for the lists of those who were sent a code."""
    yield from gathered(HOLDS, person)
    lists = Invited.objects.order_by("pk").values_list("round__name", "voice", "people")
    sent = [{"Round": name, "Voice": voice} for name, voice, people in lists if person.email and person.email in people]
    yield holding("assessments.Invited", _("Rounds for which you were sent a code"), sent)
