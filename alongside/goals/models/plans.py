"""A team's own plan (TRIP): what people bring to it, and who sees it. Benchmark, priorities and reviews are read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel
from alongside.goals.rules.plan import Kind, Shares, Use


class TeamPlan(models.Model):
    """A team's plan, which belongs to the team. `shares` is its switch: what people outside it see (rule 13)."""

    place = models.OneToOneField("programmes.Place", on_delete=models.PROTECT, related_name="plan")
    scope = models.CharField(max_length=60, db_index=True)
    began_on = models.DateField()
    shares = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Shares], default=Shares.DATES.value
    )
    shares_since_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shares__in=[one.value for one in Shares]), name="goals_teamplan_shares_something_known"
            )
        ]

    def __str__(self) -> str:
        return f"plan of {self.scope}"

    def get_absolute_url(self) -> str:
        return f"/places/{self.place_id}/plan/"


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, actor: Actor) -> ResourceQuerySet:
        """Offers to the teams whose own plan the person may write. Who else sees one is decided by the plan."""
        return self.filter(within(actor, Permission.PLAN_WRITE))


class Resource(UuidModel):
    """Something that a voice brings to a team: a skill, an interest, an experience, a contact, a room, money.

    `use` is what its giver lets the team do with it. No person is named.
    """

    plan = models.ForeignKey(TeamPlan, on_delete=models.CASCADE, related_name="resources")
    scope = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    text = models.CharField(max_length=160)
    voice = models.CharField(max_length=40)
    use = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Use])
    offered_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in Kind], use__in=[one.value for one in Use]),
                name="goals_resource_kind_and_use",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(voice=""), name="goals_resource_offered_by_a_voice"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("offered_on")), name="goals_resource_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.plan.get_absolute_url()
