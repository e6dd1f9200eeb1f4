"""Writing an indicator of a programme's or a site's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from alongside.core import audit, clock
from alongside.core.words import gettext_noop
from alongside.measures.models import Indicator
from alongside.measures.rules.settings import wrong_with
from alongside.measures.rules.words import Counts, Period
from alongside.measures.services import refusals
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.models import Place


@dataclass(frozen=True, kw_only=True)
class NewIndicator:
    """All that an indicator says, under the names of its columns."""

    slug: str
    name: str
    definition: str
    direction: Improvement
    counts: Counts
    edition: str = "1"
    language: str = "en"
    theme: str = ""
    why: str = ""
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    source: str = ""
    source_url: str = ""
    collection: str = ""
    period: Period = Period.MONTH
    profile: Profile = Profile.NHS
    chart: Chart = Chart.I
    multiply: float = 1.0
    baseline_rule: str = ""
    target: float | None = None
    target_rule: str = ""
    least: float | None = None
    most: float | None = None
    problems: str = ""
    licence: str = ""
    restrictive: bool = False
    balancing: tuple[str, ...] = ()
    no_balancing: str = ""


@transaction.atomic
def add_indicator(place: Place, new: NewIndicator, *, by: audit.Doer, on: dt.date) -> Indicator:
    """Wrote an indicator of a programme's or site's own; it is published at once and never changes.

    Refuses at a team, without a name and definition, an edition that is there, a chart that does not fit, and a
    restrictive practice with nothing to be read beside it and no word why.
    """
    if place.kind == Place.Kind.TEAM:
        raise refusals.NotAPlaceForThat
    made = indicator_from(new, scope=place.scope)
    made.published_on = on
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise refusals.EditionIsThere from taken
    changes = {"slug": made.slug, "edition": made.edition, "name": made.name}
    audit.record("indicator.added", by=by, at=clock.moment_on(on), scope=place.scope, subject=f"indicator:{made.pk}",
                 changes=changes)  # fmt: skip
    return made


def indicator_from(new: NewIndicator, *, scope: str) -> Indicator:
    """One row, not yet saved and not yet published. A part of other services, with their refusals."""
    if not (new.slug and new.name.strip() and new.definition.strip()):
        raise refusals.WordsAreMissing
    if new.restrictive and not (new.balancing or new.no_balancing.strip()):
        raise refusals.NotReadAlone
    if new.least is not None and new.most is not None and new.least >= new.most:
        raise refusals.SettingsAreWrong(gettext_noop("The smallest value there can be must be below the largest."))
    made = Indicator(scope=scope, **asdict(new) | {"balancing": list(new.balancing)})
    if wrong := wrong_with(made.usual_settings, period=made.period):
        raise refusals.SettingsAreWrong(wrong)
    return made


def new_indicator(given: Mapping[str, Any]) -> NewIndicator:
    """An indicator from what somebody typed: its slug from its name, its chart as `profile:chart`."""
    plain = {field.name for field in fields(NewIndicator)} - {"slug", "profile", "chart", "balancing"}
    profile, _, chart = given["chart"].partition(":")
    coded = {"direction": Improvement(given["direction"]), "counts": Counts(given["counts"])}
    return NewIndicator(
        slug=slugify(given["name"])[:80],
        profile=Profile(profile),
        chart=Chart(chart),
        balancing=(given["balancing"],) if given.get("balancing") else (),
        **{name: value for name, value in given.items() if name in plain} | coded | {"period": Period(given["period"])},
    )
