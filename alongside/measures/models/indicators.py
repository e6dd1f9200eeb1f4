"""Indicators: what a figure means, wherever it is collected."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.models import UuidModel
from alongside.frameworks.models.sealing import Sealed, SealedQuerySet
from alongside.measures.rules.settings import Settings, TargetStep
from alongside.measures.rules.words import MAY_TAKE_FRACTION, NEEDS_FRACTION, Counts, Entry, Period
from alongside.numerics.spc.reading import Chart, Improvement, Profile


def codes(names: Any) -> list[tuple[str, str]]:
    """The choices of a column that holds the codes of an enumeration."""
    return [(name.value, name.value) for name in names]


class Indicator(UuidModel, Sealed):
    """One edition of a definition: what is counted, why, and how it is best drawn.

    `scope` is '' for the library that all may use, else the path of the programme or site whose own it is. Once
    published it never changes: a change is a new edition beside it.
    """

    slug = models.SlugField(max_length=80)
    edition = models.CharField(max_length=20)
    language = models.CharField(max_length=12, default="en")
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    theme = models.CharField(max_length=80, blank=True, help_text="the heading it stands under in the library")
    name = models.CharField(max_length=160)
    easy = models.CharField(max_length=160, blank=True, help_text="its name in easy words")
    definition = models.TextField()
    why = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    unit = models.CharField(max_length=80, blank=True)
    direction = models.CharField(max_length=10, choices=codes(Improvement), help_text="which way is better")
    counts = models.CharField(max_length=10, choices=codes(Counts), help_text="what it is a figure of")
    source = models.TextField(blank=True)
    source_url = models.URLField(blank=True, max_length=300)
    collection = models.TextField(blank=True, help_text="how the figures are best collected")
    period = models.CharField(max_length=10, choices=codes(Period), default=Period.MONTH)
    profile = models.CharField(max_length=10, choices=codes(Profile), default=Profile.NHS)
    chart = models.CharField(max_length=5, choices=codes(Chart), default=Chart.I)
    multiply = models.FloatField(default=1.0, help_text="what a rate is shown per, such as 1000")
    baseline_rule = models.TextField(blank=True)
    target = models.FloatField(null=True)
    target_rule = models.TextField(blank=True)
    least = models.FloatField(null=True, help_text="no value can be smaller")
    most = models.FloatField(null=True, help_text="no value can be larger")
    problems = models.TextField(blank=True, help_text="what is known to go wrong with it")
    licence = models.TextField(blank=True)
    restrictive = models.BooleanField(default=False, help_text="whether it counts a restrictive practice")
    balancing = models.JSONField(default=list, help_text="slugs of the indicators to be read beside it")
    no_balancing = models.CharField(max_length=300, blank=True, help_text="why there is none to read beside it yet")
    challenges = models.JSONField(default=list, blank=True, help_text="codes of the challenges it tells about")
    checksum = models.CharField(max_length=64, blank=True)
    published_on = models.DateField(null=True)

    objects: ClassVar[Any] = SealedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "slug", "edition", "language"], name="measures_indicator_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(profile=Profile.SHEWHART) | Q(chart=Chart.I), name="measures_indicator_nhs_is_xmr"
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lt=models.F("most")),
                name="measures_indicator_range_has_a_width",
            ),
            models.CheckConstraint(condition=Q(multiply__gt=0), name="measures_indicator_multiply_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.edition}"

    @property
    def usual_settings(self) -> Settings:
        """How a chart of it is read unless somebody decides otherwise."""
        needs_two = self.chart in NEEDS_FRACTION or (self.denominator and self.chart in MAY_TAKE_FRACTION)
        return Settings(
            profile=Profile(self.profile),
            chart=Chart(self.chart),
            entry=Entry.FRACTION if needs_two else Entry.VALUE,
            improvement=Improvement(self.direction),
            multiply=self.multiply,
            targets=() if self.target is None else (TargetStep(value=self.target),),
            negative=self.least is not None and self.least < 0,
        )
