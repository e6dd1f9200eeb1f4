"""Series: an indicator at a place, with the settings its chart is read with."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.measures.models.indicators import Indicator, codes
from alongside.measures.rules.settings import Settings, TargetStep
from alongside.measures.rules.words import BandKind, Entry, Period
from alongside.numerics.spc.reading import Chart, Improvement, Profile

PLAIN_SETTINGS = (
    "screen", "shift", "trend", "trend_ties", "two_in_three", "baseline", "centre", "multiply", "aggregate", "negative",
)  # fmt: skip
"""Columns of a series that hold a setting as it is."""


class SeriesQuerySet(models.QuerySet["Series"]):
    def visible_to(self, actor: Actor) -> SeriesQuerySet:
        """Series at the places whose charts the person may see."""
        return self.filter(within(actor, Permission.SERIES_VIEW))

    def live(self) -> SeriesQuerySet:
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)


class Series(UuidModel):
    """An indicator at a place: collected period by period, read with these settings.

    `targets` holds pairs of a date (or null: from the beginning) and the target from then on, the earliest first.
    `name` tells several series of one indicator at one place apart; it is empty for the usual one.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="series")
    scope = models.CharField(max_length=60, db_index=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    name = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=10, choices=codes(Period))
    due_days = models.PositiveSmallIntegerField(default=21, help_text="figures come this long after a period's end")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    profile = models.CharField(max_length=10, choices=codes(Profile))
    chart = models.CharField(max_length=5, choices=codes(Chart))
    entry = models.CharField(max_length=10, choices=codes(Entry))
    improvement = models.CharField(max_length=10, choices=codes(Improvement))
    screen = models.BooleanField(default=True)
    shift = models.PositiveSmallIntegerField(default=7)
    trend = models.PositiveSmallIntegerField(default=7)
    trend_ties = models.CharField(max_length=10, default="break")
    two_in_three = models.CharField(max_length=15, default="plotthedots")
    baseline = models.PositiveSmallIntegerField(null=True)
    centre = models.FloatField(null=True)
    multiply = models.FloatField(default=1.0)
    aggregate = models.CharField(max_length=10, default="mean")
    negative = models.BooleanField(default=False)
    targets = models.JSONField(default=list)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "indicator", "name"],
                condition=Q(ended_on__isnull=True),
                name="measures_series_live_once_at_a_place",
            ),
            models.CheckConstraint(
                condition=Q(profile=Profile.SHEWHART) | Q(chart=Chart.I), name="measures_series_nhs_is_xmr"
            ),
            models.CheckConstraint(
                condition=~Q(chart__in=[Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME]) | Q(entry=Entry.FRACTION),
                name="measures_series_rates_have_a_denominator",
            ),
            models.CheckConstraint(
                condition=Q(shift__gte=6, shift__lte=9, trend__gte=6, trend__lte=9),
                name="measures_series_rules_as_published",
            ),
            models.CheckConstraint(
                condition=Q(trend_ties__in=["break", "skip"], two_in_three__in=["plotthedots", "mdc2023"]),
                name="measures_series_variants_as_published",
            ),
            models.CheckConstraint(condition=Q(multiply__gt=0), name="measures_series_multiply_is_positive"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="measures_series_ends_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} at {self.scope} {self.name}".rstrip()

    def get_absolute_url(self) -> str:
        return f"/measures/{self.pk}/"

    @property
    def settings(self) -> Settings:
        """How its chart is read."""
        plain = {name: getattr(self, name) for name in PLAIN_SETTINGS}
        steps = tuple(
            TargetStep(value=value, from_on=dt.date.fromisoformat(from_on) if from_on else None)
            for from_on, value in self.targets
        )
        return Settings(
            profile=Profile(self.profile),
            chart=Chart(self.chart),
            entry=Entry(self.entry),
            improvement=Improvement(self.improvement),
            targets=steps,
            **plain,
        )

    @settings.setter
    def settings(self, given: Settings) -> None:
        for name in (*PLAIN_SETTINGS, "profile", "chart", "entry", "improvement"):
            setattr(self, name, getattr(given, name))
        self.targets = [[step.from_on.isoformat() if step.from_on else None, step.value] for step in given.targets]


class Rebase(UuidModel):
    """From this date on centre and limits of a series are worked out anew, and why; the old ones stay, in grey."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="rebases")
    from_on = models.DateField()
    why = models.CharField(max_length=300)
    made_on = models.DateField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "from_on"], name="measures_rebase_once_a_date"),
            models.CheckConstraint(condition=~Q(why=""), name="measures_rebase_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} from {self.from_on}"


class Band(UuidModel):
    """A stretch of time with a name on a chart: a test of change, a change, an event.

    `source` names by text what it comes from on a floor above, such as `cycle:<uuid>`; empty when drawn here.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="bands")
    kind = models.CharField(max_length=10, choices=codes(BandKind))
    name = models.CharField(max_length=120)
    from_on = models.DateField()
    to_on = models.DateField(null=True, help_text="empty while it lasts")
    source = models.CharField(max_length=80, blank=True, db_index=True)
    made_on = models.DateField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="measures_band_has_a_name"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="measures_band_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on}"
