"""Frameworks, their editions, what these say in each language, voices, and crosswalks.

What is published cannot change: these classes refuse it with a sentence, and triggers (guards.py) refuse it
to whoever comes past them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models

from alongside.access.permissions import Side
from alongside.core.refusals import Refusal
from alongside.frameworks import rules

PROTECT = models.PROTECT


class PublishedForGood(Refusal):
    message = "What is published never changes. Write your change as a new edition beside it."


class SealedQuerySet(models.QuerySet[Any]):
    """Rows that cannot change once the thing they belong to is published."""

    def update(self, **values: Any) -> int:
        self._refuse_if_sealed()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_if_sealed()
        return super().delete()

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        kept = list(objs)
        self.filter(pk__in=[row.pk for row in kept])._refuse_if_sealed()
        return super().bulk_update(kept, *args, **kwargs)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        kept = list(objs)
        if any(row.belongs_to_published() for row in kept):
            raise PublishedForGood
        return super().bulk_create(kept, *args, **kwargs)

    def in_scope(self, scope: str) -> Self:
        """What a place may use: the product's own content, and that of the places above it."""
        return self.filter(scope__in=rules.scopes_above(scope))

    def _refuse_if_sealed(self) -> None:
        if self.filter(**{f"{self.model.seal}__isnull": False}).exists():
            raise PublishedForGood


class Sealed(models.Model):
    """A row that is written while its edition is being published, and never after."""

    seal: ClassVar[str] = "published_on"
    """Where the date stands after which the row cannot change."""

    objects: ClassVar[Any] = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.belongs_to_published() or (not self._state.adding and self._is_sealed()):
            raise PublishedForGood
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self._is_sealed():
            raise PublishedForGood
        return super().delete(*args, **kwargs)

    def belongs_to_published(self) -> bool:
        """Whether the row would be added to something that is already published."""
        owner, _, date = self.seal.rpartition("__")
        return bool(owner) and getattr(getattr(self, owner), date) is not None

    def _is_sealed(self) -> bool:
        held = type(self).objects.filter(pk=self.pk)
        return bool(held.filter(**{f"{self.seal}__isnull": False}).exists())


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
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "label"], name="frameworks_edition_label_once"),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return f"/frameworks/{self.slug}/"


class Wording(Sealed):
    """What an edition says in one language: the original, or a translation published later."""

    edition = models.ForeignKey(Edition, on_delete=PROTECT, related_name="wordings")
    language = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    what_for = models.TextField()
    easy = models.TextField()
    checksum = models.CharField(max_length=64)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="frameworks_wording_language_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} in {self.language}"


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


class GroupText(Sealed):
    """What a group says in one language."""

    seal = "wording__published_on"
    wording = models.ForeignKey(Wording, on_delete=PROTECT, related_name="group_texts")
    group = models.ForeignKey(Group, on_delete=PROTECT, related_name="texts")
    title = models.TextField()
    explanation = models.TextField()
    easy = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "group"], name="frameworks_grouptext_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ItemText(Sealed):
    """What an item says in one language. In the original the title is quoted; the other words are ours."""

    seal = "wording__published_on"
    wording = models.ForeignKey(Wording, on_delete=PROTECT, related_name="item_texts")
    item = models.ForeignKey(Item, on_delete=PROTECT, related_name="texts")
    title = models.TextField()
    moves_from = models.TextField(blank=True)
    moves_to = models.TextField(blank=True)
    short = models.CharField(max_length=40)
    explanation = models.TextField()
    easy = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wording", "item"], name="frameworks_itemtext_once")]

    def __str__(self) -> str:
        return self.short


class StageText(Sealed):
    """What a stage is called and means in one language."""

    seal = "wording__published_on"
    wording = models.ForeignKey(Wording, on_delete=PROTECT, related_name="stage_texts")
    stage = models.ForeignKey(Stage, on_delete=PROTECT, related_name="texts")
    name = models.CharField(max_length=40)
    explanation = models.TextField()
    easy = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "stage"], name="frameworks_stagetext_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Descriptor(Sealed):
    """What one stage of one item looks like, in one language."""

    seal = "wording__published_on"
    wording = models.ForeignKey(Wording, on_delete=PROTECT, related_name="descriptors")
    item = models.ForeignKey(Item, on_delete=PROTECT, related_name="descriptors")
    stage = models.ForeignKey(Stage, on_delete=PROTECT, related_name="descriptors")
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "item", "stage"], name="frameworks_descriptor_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Voice(Sealed):
    """Who speaks, e.g. people who use services, and on which side. `scope` is '' unless a programme's own."""

    code = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=[(side.value, side.value) for side in Side])
    order = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=60, blank=True)
    published_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "code"], name="frameworks_voice_code_once"),
            models.CheckConstraint(
                condition=models.Q(side__in=[side.value for side in Side]), name="frameworks_voice_has_a_side"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class VoiceText(Sealed):
    """What a voice is called in one language, and how a person would say it."""

    voice = models.ForeignKey(Voice, on_delete=PROTECT, related_name="texts")
    language = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=40)
    says = models.CharField(max_length=120)
    easy = models.TextField()
    checksum = models.CharField(max_length=64)
    published_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "language"], name="frameworks_voicetext_language_once"),
        ]

    def __str__(self) -> str:
        return self.name


class VoiceQuestion(Sealed):
    """The question one voice is asked about one item, from its own experience, in one language."""

    seal = "wording__published_on"
    wording = models.ForeignKey(Wording, on_delete=PROTECT, related_name="questions")
    item = models.ForeignKey(Item, on_delete=PROTECT, related_name="questions")
    voice = models.ForeignKey(Voice, on_delete=PROTECT, related_name="questions")
    ask = models.TextField()
    easy = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "item", "voice"], name="frameworks_voicequestion_once"),
        ]

    def __str__(self) -> str:
        return self.ask


class Crosswalk(Sealed):
    """How the items of a newer edition relate to those of an older one."""

    older = models.ForeignKey(Edition, on_delete=PROTECT, related_name="crosswalks_to_newer")
    newer = models.ForeignKey(Edition, on_delete=PROTECT, related_name="crosswalks_to_older")
    language = models.CharField(max_length=12)
    checksum = models.CharField(max_length=64)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="frameworks_crosswalk_once"),
        ]

    def __str__(self) -> str:
        return f"{self.older_id} to {self.newer_id}"


class CrosswalkLink(Sealed):
    """How one newer item relates to one older one, why, and whether a trend line may run across."""

    class Relation(models.TextChoices):
        EQUAL = "EQUAL"
        BROADER = "BROADER"
        NARROWER = "NARROWER"
        OVERLAPS = "OVERLAPS"
        NEW = "NEW"
        RETIRED = "RETIRED"

    class Series(models.TextChoices):
        CONTINUOUS = "CONTINUOUS"
        BREAK = "BREAK"

    seal = "crosswalk__published_on"
    crosswalk = models.ForeignKey(Crosswalk, on_delete=PROTECT, related_name="links")
    number = models.PositiveSmallIntegerField()
    older = models.ForeignKey(Item, on_delete=PROTECT, null=True, related_name="links_to_newer")
    newer = models.ForeignKey(Item, on_delete=PROTECT, null=True, related_name="links_to_older")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    series = models.CharField(max_length=10, choices=Series.choices)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["crosswalk", "older", "newer"], name="frameworks_crosswalklink_once"),
            models.CheckConstraint(
                condition=models.Q(relation="NEW", older__isnull=True, newer__isnull=False)
                | models.Q(relation="RETIRED", older__isnull=False, newer__isnull=True)
                | (~models.Q(relation__in=["NEW", "RETIRED"]) & models.Q(older__isnull=False, newer__isnull=False)),
                name="frameworks_crosswalklink_has_both_ends_unless_new_or_retired",
            ),
            models.CheckConstraint(
                condition=models.Q(series="BREAK") | models.Q(relation="EQUAL"),
                name="frameworks_crosswalklink_runs_across_only_equals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.older_id} {self.relation} {self.newer_id}"

    @property
    def runs_across(self) -> bool:
        """Whether a trend line may run across this link."""
        return rules.trend_may_run_across(self.relation, self.series)
