"""Who speaks."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT

from alongside.access.permissions import Side
from alongside.frameworks.models.sealing import Sealed


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
