"""What a programme writes for itself, before and after it is published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.core.models import UuidModel


class OwnDraftQuerySet(models.QuerySet["OwnDraft"]):
    def visible_to(self, actor: Actor) -> OwnDraftQuerySet:
        """Files of the programmes for which the person may add lists and voices."""
        return self.filter(within(actor, Permission.FRAMEWORK_ADD))


class OwnDraft(UuidModel):
    """One file of a programme's own: an edition, voices or a crosswalk, as YAML. It is right in itself, always.

    `agreed`: both sides agreed on it word for word in a consensus round, so nobody changes it alone.
    """

    class Kind(models.TextChoices):
        EDITION = "EDITION"
        VOICES = "VOICES"
        CROSSWALK = "CROSSWALK"

    scope = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120, help_text="what the file is called")
    called = models.TextField(help_text="the name of what it holds")
    text = models.TextField()
    agreed = models.BooleanField(default=False)
    changed_on = models.DateField()
    published_on = models.DateField(null=True)

    objects = OwnDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(scope=""), name="frameworks_owndraft_belongs_to_a_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.called} of {self.scope}"

    def get_absolute_url(self) -> str:
        return f"/own-frameworks/{self.pk}/"
