"""What the ground floor holds about a person: drafts, letters on their way, and their rows of the trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from alongside.core import clock, drafts
from alongside.core.holdings import Holding, Holds, Person, gathered, holding
from alongside.core.models import AuditEntry

HOLDS = (
    Holds("core.Letter", _("Letters to you that wait"), shows=("subject", "queued_on", "state"), by_email=("to",)),
)
NOT_HELD = {
    "core.StoredFile.name": "A file belongs to what it was given with, not to a person.",
    "core.StoredFile.content": "A file belongs to what it was given with, not to a person.",
    "core.Letter.body": "The letter itself reaches you; only its subject is shown here.",
    "core.Letter.sealed": "A letter with a code is encrypted until it reaches you.",
}


def held_about(person: Person) -> Iterator[Holding]:
    """Three queries."""
    yield holding("core.Draft", _("Words that you have not sent"), _drafts(person))
    yield from gathered(HOLDS, person)
    yield holding("core.AuditEntry", _("What the trail says you did, or was done about you"), _trail(person))


def _drafts(person: Person) -> Iterator[dict[str, object]]:
    for kept in drafts.kept_for(person.signature, at=clock.now()):
        yield {"Page": kept.form, "Kept at": kept.kept_at, **kept.fields}


def trail_of(person: Person) -> Q:
    """The rows of the trail in which a person stands."""
    return Q(actor=person.signature) | Q(subject=person.signature) | Q(changes__person=person.signature)


def _trail(person: Person) -> Iterator[dict[str, object]]:
    rows = AuditEntry.objects.filter(trail_of(person)).order_by("-at", "-pk")
    for at, action, actor in rows.values_list("at", "action", "actor"):
        yield {
            "At": at,
            "What": action.replace(".", " ").replace("_", " ").capitalize(),
            "You are here as": "who did it" if actor == person.signature else "whom it is about",
        }
