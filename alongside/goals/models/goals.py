"""Goals: what will be different for people, whose two keys it has, what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.accounts.models import User
from alongside.core.models import UuidModel
from alongside.goals.rules.goals import (
    KEYED,
    LIVE,
    LIVE_AT_MOST,
    LIVED_EXPERIENCE,
    OVER,
    PROFESSION,
    ClosedHow,
    How,
    State,
    Strand,
)


def person() -> models.ForeignKey[User | None, User | None]:
    """Somebody with an account who did a part of a goal's life."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


COLUMN = {LIVED_EXPERIENCE: "lived", PROFESSION: "profession"}
"""How a goal's columns about a side's key begin."""


def codes(kind: type[State | How | Strand | ClosedHow]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


def _whole(side: str) -> Q:
    """A side's key counts: held by an account or a code, or spoken and then confirmed."""
    turned = Q(**{f"{side}_key_on__isnull": False}) & ~Q(**{f"{side}_key_voice": ""})
    by_account = Q(**{f"{side}_key_how": How.ACCOUNT, f"{side}_key_by__isnull": False})
    by_code = Q(**{f"{side}_key_how": How.CODE, f"{side}_key_code__isnull": False})
    own_code = Q(**{f"{side}_key_code__isnull": False})
    by_another = Q(**{f"{side}_key_confirmed_by__isnull": False, f"{side}_key_written_by__isnull": False}) & ~Q(
        **{f"{side}_key_confirmed_by": F(f"{side}_key_written_by")}
    )
    spoken = Q(**{f"{side}_key_how": How.SPOKEN, f"{side}_key_confirmed_on__isnull": False}) & (own_code | by_another)
    return turned & (by_account | by_code | spoken)


def _not_the_same(one: str, other: str) -> Q:
    return Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


def _nobody_on_both_sides() -> Q:
    hands = ("key_by", "key_written_by", "key_confirmed_by")
    apart = Q()
    for mine in hands:
        for theirs in hands:
            apart &= _not_the_same(f"lived_{mine}", f"profession_{theirs}")
    return apart


def _verified_by_another() -> Q:
    return (
        Q(verified_by__isnull=False, verified_on__isnull=False, claimed_by__isnull=False)
        & ~Q(verified_voice="")
        & ~Q(verified_voice=F("claimed_voice"))
        & ~Q(verified_by=F("claimed_by"))
        & _not_the_same("verified_by", "lived_lead")
        & _not_the_same("verified_by", "profession_lead")
    )


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, actor: Actor) -> GoalQuerySet:
        """Goals of the places whose goals the person may see."""
        return self.filter(within(actor, Permission.GOAL_VIEW))

    def not_over(self) -> GoalQuerySet:
        """Those that are neither closed nor stopped."""
        return self.exclude(state__in=OVER)

    def live(self) -> GoalQuerySet:
        """Those being worked on now."""
        return self.filter(state__in=LIVE)


class Goal(UuidModel):
    """What a place wants to be different for people, from its proposal to its proof or its honest end.

    Who holds the keys, claims and verifies stands on this row, so that the database itself keeps them apart.
    `slot` is which of a team's three places a live goal takes. A *duty* is an urgent safety or legal one: it is
    live at once, outside the keys and the three. `version` counts changes of its words.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="goals")
    scope = models.CharField(max_length=60, db_index=True)
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, null=True, related_name="+")
    from_gap = models.ForeignKey("assessments.Gap", on_delete=models.PROTECT, null=True, related_name="goals")
    from_position = models.ForeignKey("assessments.Position", on_delete=models.PROTECT, null=True, related_name="+")
    from_priority = models.ForeignKey("assessments.Priority", on_delete=models.PROTECT, null=True, related_name="+")

    title = models.CharField(max_length=120)
    different_for_people = models.CharField(max_length=600)
    convinces_sceptic = models.CharField(max_length=600, blank=True)
    baseline_stage = models.PositiveSmallIntegerField(null=True)
    target_stage = models.PositiveSmallIntegerField(null=True)
    strand = models.CharField(max_length=15, choices=codes(Strand))
    series = models.ForeignKey("measures.Series", on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    lived_lead = person()
    profession_lead = person()
    version = models.PositiveIntegerField(default=1)

    state = models.CharField(max_length=10, choices=codes(State), default=State.PROPOSED, db_index=True)
    state_on = models.DateField(help_text="the day of the last step")
    state_why = models.CharField(max_length=600, blank=True)
    slot = models.PositiveSmallIntegerField(null=True)
    duty = models.BooleanField(default=False)
    duty_why = models.CharField(max_length=600, blank=True)

    proposed_by = person()
    proposed_voice = models.CharField(max_length=40, blank=True)
    proposed_on = models.DateField()

    lived_key_by = person()
    lived_key_voice = models.CharField(max_length=40, blank=True)
    lived_key_on = models.DateField(null=True)
    lived_key_how = models.CharField(max_length=10, choices=codes(How), blank=True)
    lived_key_employed = models.BooleanField(default=False)
    lived_key_code = models.ForeignKey("goals.KeyCode", on_delete=models.PROTECT, null=True, related_name="+")
    lived_key_written_by = person()
    lived_key_confirmed_by = person()
    lived_key_confirmed_on = models.DateField(null=True)
    profession_key_by = person()
    profession_key_voice = models.CharField(max_length=40, blank=True)
    profession_key_on = models.DateField(null=True)
    profession_key_how = models.CharField(max_length=10, choices=codes(How), blank=True)
    profession_key_code = models.ForeignKey("goals.KeyCode", on_delete=models.PROTECT, null=True, related_name="+")
    profession_key_written_by = person()
    profession_key_confirmed_by = person()
    profession_key_confirmed_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)

    claimed_by = person()
    claimed_voice = models.CharField(max_length=40, blank=True)
    claimed_on = models.DateField(null=True)
    claim = models.CharField(max_length=1000, blank=True)
    verified_by = person()
    verified_voice = models.CharField(max_length=40, blank=True)
    verified_on = models.DateField(null=True)
    verification = models.CharField(max_length=1000, blank=True)
    closed_how = models.CharField(max_length=15, choices=codes(ClosedHow), blank=True)
    closed_on = models.DateField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0, help_text="how often")

    objects = GoalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scope", "state"], name="goals_goal_scope_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(KEYED)) | Q(duty=True) | (_whole("lived") & _whole("profession")),
                name="goals_goal_two_keys",
            ),
            models.CheckConstraint(condition=_nobody_on_both_sides(), name="goals_goal_keys_of_different_people"),
            models.CheckConstraint(
                condition=~Q(state=State.CLAIMED)
                | (Q(claimed_by__isnull=False, claimed_on__isnull=False) & ~Q(claimed_voice="") & ~Q(claim="")),
                name="goals_goal_claim_has_a_claimer",
            ),
            models.CheckConstraint(
                condition=(~Q(state=State.VERIFIED) & ~Q(closed_how=ClosedHow.SUSTAINED) & Q(verified_by__isnull=True))
                | _verified_by_another(),
                name="goals_goal_nobody_verifies_their_own_work",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False) & ~Q(closed_how="")
                | ~Q(state=State.CLOSED) & Q(closed_on__isnull=True, closed_how=""),
                name="goals_goal_closed_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PARKED, State.STOPPED]) | ~Q(state_why=""),
                name="goals_goal_parked_and_stopped_say_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(LIVE)) | Q(duty=True) | ~Q(scope__contains="/t") | Q(slot__isnull=False),
                name="goals_goal_live_at_a_team_takes_a_place",
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=True)
                | Q(slot__gte=1, slot__lte=LIVE_AT_MOST, state__in=sorted(LIVE), duty=False),
                name="goals_goal_three_places",
            ),
            models.UniqueConstraint(
                fields=["place", "slot"], condition=Q(slot__isnull=False), name="goals_goal_at_most_three_live"
            ),
            models.CheckConstraint(condition=Q(duty=False) | ~Q(duty_why=""), name="goals_goal_duty_says_why"),
            models.CheckConstraint(
                condition=Q(from_gap__isnull=True, from_position__isnull=True)
                | Q(from_gap__isnull=True, from_priority__isnull=True)
                | Q(from_position__isnull=True, from_priority__isnull=True),
                name="goals_goal_born_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(baseline_stage__isnull=True)
                | Q(target_stage__isnull=True)
                | Q(target_stage__gte=F("baseline_stage"), target_stage__lte=3),
                name="goals_goal_aims_no_lower",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="goals_goal_due_after_its_start",
            ),
            models.CheckConstraint(
                condition=_not_the_same("lived_lead", "profession_lead"), name="goals_goal_two_co_leads"
            ),
            models.CheckConstraint(
                condition=Q(strand__in=[strand.value for strand in Strand]), name="goals_goal_has_a_strand"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="goals_goal_state_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} at {self.scope}"

    def key_counts(self, side: str) -> bool:
        """Whether a side's key counts: held by an account or a code, or spoken and then confirmed."""
        column = COLUMN[side]
        how = getattr(self, f"{column}_key_how")
        return bool(how) and (how != How.SPOKEN or getattr(self, f"{column}_key_confirmed_on") is not None)

    def get_absolute_url(self) -> str:
        return f"/goals/{self.pk}/"
