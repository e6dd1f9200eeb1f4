"""Frameworks, their editions, and what these are made of, whatever the language."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT

from alongside.frameworks.models.sealing import Sealed


class Framework(Sealed):
    """A named set of items, such as the ten challenges. Its words stand in its editions."""

    seal = "editions__published_on"
    slug = models.SlugField(max_length=60, unique=True)
    scope = models.CharField(max_length=60, blank=True, help_text="'' for all, else the programme's own")

    def __str__(self) -> str:
        return self.slug

    def belongs_to_published(self) -> bool:
        """A framework hangs on nothing: it can always be added."""
        return False


class Edition(Sealed):
    """One published version of a framework. `slug` names it everywhere, e.g. `ten-challenges-2017`.

    `scope` is '' for an edition that all may use, else the path of the programme whose own it is.
    """

    class Purpose(models.TextChoices):
        JUDGE = ""
        """What places judge themselves by, or read."""
        PROPOSE = "PROPOSE"
        CHOOSE = "CHOOSE"
        """What the two rounds ask in which people find a list of their own. Not for any other use, and never listed."""

    framework = models.ForeignKey(Framework, on_delete=PROTECT, related_name="editions")
    slug = models.SlugField(max_length=121, unique=True)
    label = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=12)
    scope = models.CharField(max_length=60, blank=True)
    source = models.TextField()
    source_url = models.URLField(blank=True, max_length=300)
    held_by = models.TextField()
    licence = models.TextField()
    licence_ours = models.TextField()
    words = models.JSONField()
    checksum = models.CharField(max_length=64)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, blank=True, default=Purpose.JUDGE)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "label"], name="frameworks_edition_label_once"),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/frameworks/{self.slug}/"


class Group(Sealed):
    """A heading of an edition under which some items stand, such as a domain."""

    seal = "edition__published_on"
    edition = models.ForeignKey(Edition, on_delete=PROTECT, related_name="groups")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="frameworks_group_code_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.code}"


class Item(Sealed):
    """One item of an edition, e.g. a challenge. `number` counts from 1, `code` is its name, e.g. `c1`."""

    seal = "edition__published_on"
    edition = models.ForeignKey(Edition, on_delete=PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    group = models.ForeignKey(Group, on_delete=PROTECT, null=True, related_name="items")
    citation = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="frameworks_item_code_once"),
            models.UniqueConstraint(fields=["edition", "number"], name="frameworks_item_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.code}"


class Stage(Sealed):
    """One stage of an edition's scale. `value` counts from 0 (not yet)."""

    seal = "edition__published_on"
    edition = models.ForeignKey(Edition, on_delete=PROTECT, related_name="stages")
    value = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="frameworks_stage_code_once"),
            models.UniqueConstraint(fields=["edition", "value"], name="frameworks_stage_value_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.code}"
