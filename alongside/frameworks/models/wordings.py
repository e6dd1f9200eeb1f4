"""What an edition says in one language."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT

from alongside.frameworks.models.editions import Edition, Group, Item, Stage
from alongside.frameworks.models.sealing import Sealed
from alongside.frameworks.models.voices import Voice


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
    dissent = models.TextField(blank=True, default="", help_text="who sees it differently, and how")
    helps = models.JSONField(default=list, help_text="pages outside: kind, language, address")

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
