"""The influence ledger: what was proposed and what became of it; what people gave for it, which is nobody else's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.models.cycles import Cycle
from alongside.goals.models.goals import Goal
from alongside.goals.models.reviews import Review
from alongside.goals.rules.ledger import Decision, Payment

MINUTES_AT_MOST, PENCE_AT_MOST = 24 * 60, 500_000


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, actor: Actor) -> ProposalQuerySet:
        """Proposals at the places whose ledger the person may see."""
        return self.filter(within(actor, Permission.LEDGER_VIEW))


class Proposal(UuidModel):
    """Something that a voice proposed at a place, that is neither a goal nor a change idea; and what became of it.

    No person is named: a voice proposed it, and voices decided. `options` is what else could have been done.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="proposals")
    scope = models.CharField(max_length=60, db_index=True)
    voice = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    options = models.CharField(max_length=600, blank=True)
    proposed_on = models.DateField()
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="proposals")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="proposals")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, related_name="proposals")
    decision = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Decision], blank=True)
    decided_by = models.JSONField(default=list, help_text="the voices that decided")
    reason = models.CharField(max_length=600, blank=True)
    decided_on = models.DateField(null=True)
    changed = models.CharField(max_length=600, blank=True, help_text="what is different because of it")
    told_on = models.DateField(null=True, help_text="when those who proposed it were told")
    version = models.PositiveIntegerField(default=1, help_text="so that two people never overwrite each other unseen")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(voice=""), name="goals_proposal_has_a_voice"),
            models.CheckConstraint(condition=~Q(text=""), name="goals_proposal_says_something"),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True, decided_by=[])
                | (
                    Q(decision__in=[one.value for one in Decision], decided_on__gte=F("proposed_on"))
                    & ~Q(reason="")
                    & ~Q(decided_by=[])
                ),
                name="goals_proposal_decided_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(decided_on__isnull=False, told_on__gte=F("decided_on")),
                name="goals_proposal_told_once_decided",
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(decision=Decision.DECLINED.value) | ~Q(changed=""),
                name="goals_proposal_told_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"/proposals/{self.pk}/"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, actor: Actor) -> ContributionQuerySet:
        """One's own, where one still belongs, and those of the places whose rows one keeps."""
        own = within(actor, Permission.HOURS_RECORD) & Q(user_id=actor.user_id) if actor.is_someone else Q(pk__in=[])
        return self.filter(own | within(actor, Permission.HOURS_KEEP))

    def kept_by(self, actor: Actor) -> ContributionQuerySet:
        """Those of the places whose rows the person keeps."""
        return self.filter(within(actor, Permission.HOURS_KEEP))


class Contribution(UuidModel):
    """What one person gave once, and what they were offered and given for it. Theirs, and their keepers', alone.

    The keepers are the two who lead the place, or the site above it. Whoever has no account is named by a sealed name;
    `mark` tells one such person from another without opening it. Once its half-year is over a row stands as it is.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    mark = models.CharField(max_length=64, blank=True)
    voice = models.CharField(max_length=40)
    on = models.DateField()
    what = models.CharField(max_length=120)
    minutes = models.PositiveIntegerField(default=0)
    payment = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Payment])
    paid = models.PositiveIntegerField(default=0, help_text="pence")
    expenses = models.PositiveIntegerField(default=0, help_text="pence")
    written_on = models.DateField(db_index=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, sealed__isnull=True, mark="")
                | (Q(user__isnull=True, sealed__isnull=False) & ~Q(mark="")),
                name="goals_contribution_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(payment=Payment.ACCEPTED.value)
                | Q(payment__in=[Payment.NOT_OFFERED.value, Payment.DECLINED.value], paid=0),
                name="goals_contribution_paid_when_accepted",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=MINUTES_AT_MOST, paid__lte=PENCE_AT_MOST, expenses__lte=PENCE_AT_MOST),
                name="goals_contribution_within_reach",
            ),
            models.CheckConstraint(condition=Q(on__lte=F("written_on")), name="goals_contribution_is_past"),
            models.CheckConstraint(condition=~Q(voice=""), name="goals_contribution_has_a_voice"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.voice} on {self.on}"

    def get_absolute_url(self) -> str:
        """The page on which those who may see it find it."""
        return f"/places/{self.place_id}/hours/"
