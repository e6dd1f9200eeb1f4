"""How people of all voices find a list of their own: they propose, put alike ideas together, choose, and agree."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments.models.results import Quote
from alongside.assessments.models.rounds import Round
from alongside.core.models import UuidModel


class ConsensusQuerySet(models.QuerySet["Consensus"]):
    def visible_to(self, actor: Actor) -> ConsensusQuerySet:
        """Those at the places where the person may see that rounds exist."""
        return self.filter(within(actor, Permission.ROUND_VIEW))


class Consensus(UuidModel):
    """One search for a list of one's own, in two rounds of a place: what should be on it, and what matters most.

    Each round is a round like any other (codes, ballots, keys, sizes); here stands only what joins them. The ideas
    are put together (`merged`) and the list is agreed (`agreed`) by two keys each, one of each side.
    """

    place = models.ForeignKey("programmes.Place", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    name = models.CharField(max_length=80, help_text="what the list is called")
    question = models.CharField(max_length=200)
    easy = models.CharField(max_length=200, help_text="the same in easy words")
    began_on = models.DateField()
    proposing = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    choosing = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    merged_lived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    merged_profession_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    merged_on = models.DateField(null=True)
    agreed_lived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_profession_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agreed_on = models.DateField(null=True)
    draft = models.ForeignKey("frameworks.OwnDraft", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ConsensusQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_on__isnull=True)
                | (
                    Q(merged_lived_by__isnull=False, merged_profession_by__isnull=False)
                    & ~Q(merged_lived_by=F("merged_profession_by"))
                ),
                name="assessments_consensus_merged_by_both_sides",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True)
                | (
                    Q(agreed_lived_by__isnull=False, agreed_profession_by__isnull=False)
                    & ~Q(agreed_lived_by=F("agreed_profession_by"))
                ),
                name="assessments_consensus_agreed_by_both_sides",
            ),
            models.CheckConstraint(
                condition=Q(choosing__isnull=True) | Q(merged_on__isnull=False),
                name="assessments_consensus_merged_before_it_chooses",
            ),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(choosing__isnull=False),
                name="assessments_consensus_chosen_before_it_agrees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.scope}"

    def get_absolute_url(self) -> str:
        return f"/consensus/{self.pk}/"


class Candidate(models.Model):
    """One thing that could be on the list, put together from the ideas people offered; later what it says there."""

    consensus = models.ForeignKey(Consensus, on_delete=models.CASCADE, related_name="candidates")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    short = models.CharField(max_length=40)
    explanation = models.CharField(max_length=600)
    easy = models.CharField(max_length=300)
    ideas = models.ManyToManyField(Quote, related_name="+")
    chosen = models.BooleanField(default=False)
    ask = models.CharField(max_length=300, blank=True)
    ask_easy = models.CharField(max_length=300, blank=True)
    looks_like = models.JSONField(default=list, help_text="what each of the four stages looks like")
    dissent = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="so that two people never overwrite each other unseen")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consensus", "number"], name="assessments_candidate_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.short}"

    @property
    def code(self) -> str:
        """What it is called among the items of the round that chooses, and on the list."""
        return f"n{self.number}"

    @property
    def is_whole(self) -> bool:
        """Whether it says everything that an item of a list needs."""
        return bool(self.ask and self.ask_easy and len(self.looks_like) == 4 and all(self.looks_like))
