"""Observations and what is kept of each: earlier values, words, questions that wait for an answer."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.core.refusals import Refusal
from alongside.measures.models.imports import ImportBatch
from alongside.measures.models.indicators import codes
from alongside.measures.models.series import Series
from alongside.measures.rules.words import NoteKind


class HistoryIsAppendOnly(Refusal):
    message = _("What a figure was before is kept as it was, and never changed.")


class Observation(models.Model):
    """One figure of a series: of a period (`on` is its first day), or of one event (`on` is its day).

    `order` tells several events of a day, or several values of one period, apart, and is 0 otherwise. A row with no
    number says that there was none. Left out: drawn, but no part of centre, spread and runs; with a date and a reason.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="observations", db_index=False)
    on = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    comment = models.CharField(max_length=300, blank=True)
    left_out_on = models.DateField(null=True)
    left_out_why = models.CharField(max_length=200, blank=True)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, related_name="observations", db_index=False
    )

    class Meta:
        constraints = [
            # Its index is also the one that every chart is read by.
            models.UniqueConstraint(fields=["series", "on", "order"], name="measures_observation_once_a_period"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(numerator__isnull=True, denominator__isnull=True),
                name="measures_observation_one_way_of_entry",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="measures_observation_denominator_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(left_out_on__isnull=True, left_out_why="")
                | (Q(left_out_on__isnull=False) & ~Q(left_out_why="")),
                name="measures_observation_left_out_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="measures_observation_of_batch"),
            # Whoever asks what is held about them has not entered all of five million figures.
            models.Index(fields=["recorded_by"], name="measures_observation_by"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.on} #{self.order}"


class Revision(models.Model):
    """What a figure was before it was put right or taken away, when, by whom and why. Never changed, never deleted.

    It names its point by date and order, so that it outlives the figure.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="revisions")
    on = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    why = models.CharField(max_length=200)
    replaced_at = models.DateTimeField()
    replaced_by = models.CharField(max_length=80)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, related_name="revisions")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="measures_revision_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.on} until {self.replaced_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryIsAppendOnly


class Note(UuidModel):
    """Words at a point of a chart: a remark, or a cause that is known."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=codes(NoteKind), default=NoteKind.NOTE)
    on = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=300)
    made_on = models.DateField()
    made_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="measures_note_has_words")]

    def __str__(self) -> str:
        return f"{self.kind} {self.series_id} {self.on}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, actor: Actor) -> FollowUpQuerySet:
        """Follow-ups of the series that the person may see."""
        return self.filter(within(actor, Permission.SERIES_VIEW, field="series__scope"))

    def waiting(self) -> FollowUpQuerySet:
        """Those that nobody has settled."""
        return self.filter(settled_on__isnull=True)


class FollowUp(UuidModel):
    """A point that somebody wants looked into, and what came of it."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=80)
    settled_on = models.DateField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on", "order"],
                condition=Q(settled_on__isnull=True),
                name="measures_followup_one_waiting_at_a_point",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, outcome="") | (Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="measures_followup_settled_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.on}"

    @property
    def scope(self) -> str:
        """Where it stands. The series must have been fetched with it."""
        return self.series.scope
