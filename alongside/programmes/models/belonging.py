"""Programmes, sites, teams, who belongs to them, and what waits for a second key."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

from alongside.access.permissions import Permission, Role, Side
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, actor: Actor) -> PlaceQuerySet:
        return self.filter(within(actor, Permission.PLACE_VIEW))

    def counted_for(self, actor: Actor) -> PlaceQuerySet:
        """The places of which the person may see rounded figures."""
        return self.filter(within(actor, Permission.AGGREGATE_VIEW))

    def beneath(self, scope: str) -> PlaceQuerySet:
        """The places strictly below a scope."""
        return self.filter(scope__startswith=scope).exclude(scope=scope)


class Place(models.Model):
    """A programme, a site or a team. `scope` is its path, e.g. `p1/s9/t2/`, and never changes."""

    class Kind(models.TextChoices):
        PROGRAMME = "PROGRAMME"
        SITE = "SITE"
        TEAM = "TEAM"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    scope = models.CharField(max_length=60, unique=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    sector = models.CharField(max_length=40, blank=True, help_text="of a site: NHS, independent, …")
    about = models.CharField(max_length=300, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="PROGRAMME", parent__isnull=True)
                | (~models.Q(kind="PROGRAMME") & models.Q(parent__isnull=False)),
                name="programmes_place_hangs_below_another_unless_a_programme",
            ),
            models.UniqueConstraint(fields=["parent", "name"], name="programmes_place_name_once_below_another"),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(parent__isnull=True),
                name="programmes_place_programme_name_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.scope})"

    def get_absolute_url(self) -> str:
        return f"/places/{self.pk}/"


class SiteTier(models.Model):
    """The tier a site holds from a date until the next such row. A tier is dated and gives no rights."""

    class Tier(models.TextChoices):
        DEMONSTRATION = "DEMONSTRATION"
        PILOT = "PILOT"
        NETWORK = "NETWORK"

    site = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="tiers")
    tier = models.CharField(max_length=15, choices=Tier.choices)
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "from_on"], name="programmes_sitetier_one_a_day")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.tier} from {self.from_on}"


class Partner(models.Model):
    """A local partner of a site: an organisation that works with it, from a date, until a date."""

    site = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    what = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name} with {self.site_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> MembershipQuerySet:
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def visible_to(self, actor: Actor) -> MembershipQuerySet:
        return self.filter(within(actor, Permission.PEOPLE_VIEW))


class Membership(UuidModel):
    """One person's role at one place, with the voices they may speak in there, from a date until it ends.

    `scope` repeats the place's path ('' for the installation itself), so that rights are one indexed read.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="memberships")
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    voices = models.JSONField(default=list)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "scope", "role"],
                condition=models.Q(ended_on__isnull=True),
                name="programmes_membership_live_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("began_on")),
                name="programmes_membership_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(place__isnull=True, scope="", role=Role.OPERATOR.value)
                | (models.Q(place__isnull=False) & ~models.Q(scope="") & ~models.Q(role=Role.OPERATOR.value)),
                name="programmes_membership_only_operators_are_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} at {self.scope or 'the installation'}"


class WaitingQuerySet(models.QuerySet[Any]):
    def waiting(self) -> Self:
        return self.filter(settled_on__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(within(actor, Permission.PEOPLE_VIEW))


class Waiting(UuidModel):
    """What the two kinds of wish that wait for a second key share. `side` is whose key it waits for.

    A wish that fell away, because the membership ended meanwhile, is settled by nobody.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="%(class)ss")
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    side = models.CharField(max_length=20, choices=[(side.value, side.value) for side in Side])
    voices = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)
    agreed = models.BooleanField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        abstract = True


class Removal(Waiting):
    """A wish to end or change a membership of the other side, which waits for a second key (rule 17).

    The second key comes from someone of the person's own side who may, or from the programme.
    `role` and `voices` are what the membership would become.
    """

    class Change(models.TextChoices):
        END = "END"
        CHANGE = "CHANGE"

    change = models.CharField(max_length=10, choices=Change.choices)
    role = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=models.Q(settled_on__isnull=True),
                name="programmes_removal_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by__isnull=True) | ~models.Q(settled_by=models.F("asked_by")),
                name="programmes_removal_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change} {self.membership_id}"


class VoiceRequest(Waiting):
    """A wish that somebody may speak in more voices, all of one side, which waits for a key of that side (rule 7)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "side"],
                condition=models.Q(settled_on__isnull=True),
                name="programmes_voicerequest_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_by__isnull=True) | ~models.Q(settled_by=models.F("asked_by")),
                name="programmes_voicerequest_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} voices for {self.membership_id}"


class FrameworkUse(models.Model):
    """A programme uses a framework edition for its rounds from a date on."""

    programme = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="framework_uses")
    edition = models.ForeignKey("frameworks.Edition", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "edition"], name="programmes_frameworkuse_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} uses {self.edition_id}"
