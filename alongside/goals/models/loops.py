"""Loops: what people raised, the seven dates until they confirm it, and how they are told and asked.

Nothing here ties an answer to a person. Who asked to be told stands in `Listener`, sealed; a letter's code in
`LoopCode`, as a mark; an answer in `LoopAnswer`, under a mark that only its code leads to, without user or time.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.core.seal import fingerprint
from alongside.goals.models.goals import Goal
from alongside.goals.rules.loops import (
    ANSWERS_WANTED,
    CONTACT_PURPOSE,
    MOST_WANTED,
    Decision,
    LoopState,
    Reach,
    Result,
    Says,
    Step,
    Way,
)

E = TypeVar("E", bound=StrEnum)


def _codes(kind: Iterable[E]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


def _in_order() -> Q:
    """No step is dated before an earlier one; those without a date are passed over."""
    whole = Q()
    for earlier, later in combinations(Step, 2):
        one, other = f"{earlier.value}_on", f"{later.value}_on"
        whole &= Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | Q(**{f"{other}__gte": F(one)})
    return whole


class LoopQuerySet(models.QuerySet["Loop"]):
    def visible_to(self, actor: Actor) -> LoopQuerySet:
        """Loops of the places whose loops the person may see."""
        return self.filter(within(actor, Permission.LOOP_VIEW))

    def under(self, scope: str) -> LoopQuerySet:
        """Loops of a place and of all below it."""
        return self.filter(scope__startswith=scope)


class Loop(UuidModel):
    """Something that people of one voice raised at a place, until they themselves say what became of it.

    `raised` says it in words that anyone may read. The seven dates are columns; those of what was left out are
    empty. `signal_on`: since then the measure of its goal goes the wrong way, and the loop asks to be reopened.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="loops")
    scope = models.CharField(max_length=60, db_index=True)
    voice = models.CharField(max_length=40)
    raised = models.CharField(max_length=300)
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, null=True, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="loops")
    from_gap = models.ForeignKey("assessments.Gap", on_delete=models.PROTECT, null=True, related_name="+")
    from_quote = models.ForeignKey("assessments.Quote", on_delete=models.SET_NULL, null=True, related_name="+")
    wanted = models.PositiveSmallIntegerField(default=ANSWERS_WANTED, help_text="answers it takes to close it")

    raised_on = models.DateField(db_index=True)
    agreed_on = models.DateField(null=True)
    tested_on = models.DateField(null=True)
    measured_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)

    state = models.CharField(max_length=12, choices=_codes(LoopState), default=LoopState.OPEN, db_index=True)
    decision = models.CharField(max_length=10, choices=_codes(Decision), blank=True)
    why = models.CharField(max_length=600, blank=True, help_text="what was done, or why not")
    reopened = models.PositiveSmallIntegerField(default=0, help_text="how often")
    signal_on = models.DateField(null=True)
    signals_from = models.DateField(null=True, help_text="figures up to here have been looked at and set aside")
    scrubbed = models.BooleanField(default=True, help_text="whether what was deleted is also gone from the files below")
    version = models.PositiveIntegerField(default=1)

    objects = LoopQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scope", "state", "raised_on"], name="goals_loop_register")]
        constraints = [
            models.CheckConstraint(condition=_in_order(), name="goals_loop_dates_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in LoopState]), name="goals_loop_state_is_one"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decision="")
                | (Q(decided_on__isnull=False, decision__in=[one.value for one in Decision]) & ~Q(why="")),
                name="goals_loop_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=LoopState.OPEN, told_on__isnull=True)
                | (~Q(state=LoopState.OPEN) & Q(told_on__isnull=False, decided_on__isnull=False)),
                name="goals_loop_told_after_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(state=LoopState.CLOSED, confirmed_on__isnull=False)
                | (~Q(state=LoopState.CLOSED) & Q(confirmed_on__isnull=True)),
                name="goals_loop_closed_when_confirmed",
            ),
            models.CheckConstraint(condition=~Q(raised="") & ~Q(voice=""), name="goals_loop_somebody_raised_it"),
            models.CheckConstraint(
                condition=Q(from_gap__isnull=True) | Q(from_quote__isnull=True), name="goals_loop_born_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(wanted__gte=ANSWERS_WANTED, wanted__lte=MOST_WANTED), name="goals_loop_wants_no_fewer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.raised} at {self.scope}"

    def get_absolute_url(self) -> str:
        return f"/loops/{self.pk}/"


class LoopEvent(models.Model):
    """One step of a loop's life: what, when, who, and why. Added to, never changed; answers leave none."""

    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=30)
    on = models.DateField(db_index=True)
    by = models.CharField(max_length=80, help_text="as the audit trail names people")
    reason = models.CharField(max_length=600, blank=True)

    def __str__(self) -> str:
        return f"{self.what} on {self.on}"


class Telling(UuidModel):
    """Those who raised it were told what came of it, and asked whether it is true. One at a time is awaited.

    `asked` is how many had asked to be told; `needed` how many of their answers it takes. `kept` and `kept_open` are
    what is left of the answers when it ends: figures only where they may be shown. `public`: on the place's page.
    """

    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="tellings")
    number = models.PositiveSmallIntegerField()
    told_on = models.DateField()
    waits_from = models.DateField(help_text="silence is counted from here")
    message = models.TextField()
    public = models.BooleanField(default=False)
    teller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    caller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.PositiveIntegerField()
    needed = models.PositiveSmallIntegerField()
    secret = models.BinaryField(help_text="turns a code into the mark of its answer; emptied when the telling ends")
    looked_on = models.DateField(null=True, help_text="answers are looked at once a day, never one by one")
    heard = models.PositiveIntegerField(default=0, help_text="answers there were when they were last looked at")
    result = models.CharField(max_length=15, choices=_codes(Result), blank=True)
    ended_on = models.DateField(null=True)
    kept = models.JSONField(default=dict)
    kept_open = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loop", "number"], name="goals_telling_numbered"),
            models.UniqueConstraint(fields=["loop"], condition=Q(result=""), name="goals_telling_one_awaited"),
            models.CheckConstraint(
                condition=Q(needed__gte=ANSWERS_WANTED) | Q(asked__gte=1, needed=F("asked")),
                name="goals_telling_needs_three_or_all",
            ),
            models.CheckConstraint(
                condition=Q(result="", ended_on__isnull=True) | (~Q(result="") & Q(ended_on__isnull=False)),
                name="goals_telling_ends_with_a_result",
            ),
            models.CheckConstraint(condition=~Q(message=""), name="goals_telling_says_something"),
        ]

    def __str__(self) -> str:
        return f"telling {self.number} of {self.loop_id}"


class Listener(UuidModel):
    """Somebody who asked to be told: how to reach them, sealed, apart from every answer, for the sender's use only.

    `contact_mark` finds the same contact again without opening it; `stop_mark` is that of the code which ends it.
    `served`: their letter was printed, or their call handed over, since the last telling.
    """

    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="listeners")
    reach = models.CharField(max_length=5, choices=_codes(Reach))
    sealed = models.BinaryField()
    contact_mark = models.CharField(max_length=64)
    stop_mark = models.CharField(max_length=64, unique=True)
    served = models.BooleanField(default=False)
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loop", "contact_mark"], name="goals_listener_once"),
            models.CheckConstraint(condition=Q(reach__in=[one.value for one in Reach]), name="goals_listener_reach"),
        ]

    def __str__(self) -> str:
        return "somebody who asked to be told"

    @staticmethod
    def mark_of(contact: str) -> str:
        """The mark by which a contact is found again without being opened."""
        return fingerprint(contact.lower(), purpose=CONTACT_PURPOSE)


class LoopCode(models.Model):
    """A letter's code, or a poster's, as a keyed mark: never with whom it was given to, and without a time.

    `left` is how many answers a poster's code may still bring; empty for a letter's, which always leads to its one.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="codes")
    way = models.CharField(max_length=6, choices=_codes(Way))
    left = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way=Way.LETTER, left__isnull=True) | Q(way=Way.OPEN, left__isnull=False),
                name="goals_loopcode_only_posters_are_counted",
            )
        ]

    def __str__(self) -> str:
        return "a code"


class LoopAnswer(models.Model):
    """What one of them said, until the telling ends: no user, no address, no time. Then it is counted and deleted."""

    mark = models.CharField(max_length=64, primary_key=True)
    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="answers")
    way = models.CharField(max_length=6, choices=_codes(Way))
    says = models.CharField(max_length=6, choices=_codes(Says))
    words = models.CharField(max_length=600, blank=True)
    offered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(says__in=[one.value for one in Says]), name="goals_loopanswer_says"),
            models.CheckConstraint(condition=Q(way__in=[one.value for one in Way]), name="goals_loopanswer_way"),
        ]

    def __str__(self) -> str:
        return "an answer"


class LoopWords(UuidModel):
    """Words somebody offered with their answer, shown after two people of different sides have read them."""

    class Verdict(models.TextChoices):
        SHOW = "SHOW"
        HOLD = "HOLD"

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="words")
    words = models.CharField(max_length=600)
    first_verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_side = models.CharField(max_length=20, blank=True)
    second_verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    second_side = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True)
                | (
                    Q(first_by__isnull=False)
                    & ~Q(first_by=F("second_by"))
                    & ~Q(first_side=F("second_side"))
                    & ~Q(second_verdict="")
                ),
                name="goals_loopwords_read_by_two_sides",
            )
        ]

    def __str__(self) -> str:
        return "offered words"

    @property
    def is_shown(self) -> bool:
        """Whether both readers said so."""
        return self.first_verdict == self.second_verdict == self.Verdict.SHOW
