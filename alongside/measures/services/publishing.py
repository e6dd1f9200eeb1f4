"""Publishing the library of measures from the content folder. Nothing here changes what is published."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from alongside import content
from alongside.content import DefinedShape, Entry
from alongside.core import audit, clock
from alongside.core.words import gettext
from alongside.measures.models import Indicator
from alongside.measures.rules.words import Counts, Period
from alongside.measures.services import refusals
from alongside.measures.services.indicators import NewIndicator, indicator_from
from alongside.numerics.spc.reading import Chart, Improvement, Profile


@transaction.atomic
def publish_indicators(
    *, by: audit.Doer, on: dt.date, entries: tuple[Entry[DefinedShape], ...] | None = None
) -> tuple[str, ...]:
    """Published what is new in the library of measures (or in `entries`); the names of what is new.

    Refuses when the content is wrong, and when something published was changed. Doing it again does nothing.
    """
    said = _load() if entries is None else entries
    rows = Indicator.objects.filter(scope="").values_list("slug", "edition", "language", "checksum")
    held = {(slug, edition, language): checksum for slug, edition, language, checksum in rows}
    new = []
    for entry in said:
        indicator = entry.shape.indicator
        was = held.get((indicator.code, indicator.edition, entry.language))
        if was is None:
            new.append(entry)
        elif was != entry.checksum:
            raise refusals.PublishedIndicatorChanged(
                gettext(
                    "%(key)s is already published here, with other words. What is published never changes: "
                    "put the file back as it was, and write your change as a new edition beside it."
                )
                % {"key": entry.key}
            )
    if new:
        Indicator.objects.bulk_create([_published(entry, on=on) for entry in new])
        names = [entry.key for entry in new]
        audit.record("indicators.published", by=by, at=clock.moment_on(on), scope="", subject="content",
                     changes={"published": names})  # fmt: skip
    return tuple(entry.key for entry in new)


def _load() -> tuple[Entry[DefinedShape], ...]:
    try:
        return content.load().indicators
    except content.ContentError as wrong:
        raise refusals.LibraryIsWrong(str(wrong)) from wrong


def _published(entry: Entry[DefinedShape], *, on: dt.date) -> Indicator:
    """The row of one definition, not yet saved."""
    whole, said = entry.shape, entry.shape.indicator
    made = indicator_from(
        NewIndicator(
            slug=said.code,
            edition=said.edition,
            language=entry.language,
            theme=whole.theme.name,
            name=said.name,
            definition=said.definition,
            why=said.why,
            numerator=said.numerator or "",
            denominator=said.denominator or "",
            unit=said.unit,
            direction=Improvement(said.direction),
            counts=Counts(said.counts.upper()),
            source=said.source.citation,
            source_url=said.source.url or "",
            collection=_collected(entry),
            period=Period(said.period.upper()),
            profile=Profile(said.profile),
            chart=Chart(said.chart),
            multiply=said.multiply,
            baseline_rule=whole.baseline,
            target=said.target.value if said.target else None,
            target_rule=said.target.why if said.target else "",
            least=said.least,
            most=said.most,
            problems="\n".join(said.problems),
            licence=whole.licence,
            restrictive=said.restrictive,
            balancing=said.balancing,
            no_balancing=said.no_balancing or "",
        ),
        scope="",
    )
    made.easy = said.easy
    made.challenges = list(said.challenges)
    made.checksum = entry.checksum
    made.published_on = on
    return made


def _collected(entry: Entry[DefinedShape]) -> str:
    said = entry.shape.indicator.collection
    how = said.how if said.how.endswith(".") else f"{said.how}."
    minutes = "1 minute" if said.minutes == 1 else f"{said.minutes} minutes"
    return f"{said.who}. {how} About {minutes} a point."
