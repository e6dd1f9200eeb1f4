"""What exists while people answer. Nothing here ties an answer to a person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.assessments.models.rounds import Round
from alongside.assessments.rules import Way
from alongside.core.models import UuidModel

WAYS = [(way.value, way.value) for way in Way]


class Invited(models.Model):
    """Who was given a code by mail, per voice: one sorted list, without times and without the codes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invited")
    voice = models.CharField(max_length=40)
    people = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "voice"], name="assessments_invited_one_list")]

    def __str__(self) -> str:
        return f"{len(self.people)} of {self.voice}"


class Code(models.Model):
    """One invitation code, kept as a keyed mark only, never with whom it was given to, and without a time."""

    mark = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="codes")
    voices = models.JSONField(default=list)
    way = models.CharField(max_length=10, choices=WAYS)
    spent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "a code"


class Poster(models.Model):
    """A poster's code (as a mark) and how many of the stated number it may still hand out."""

    mark = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="posters")
    voice = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    left = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__lte=F("number")), name="assessments_poster_hands_out_no_more")
        ]

    def __str__(self) -> str:
        return f"{self.left} of {self.number} left"


class Ballot(models.Model):
    """One person's answers until the reveal: a voice and the mark of a receipt, nothing else of the person.

    It does not say how they came, at which device, or whether somebody helped: that is counted apart (`WayCount`).
    `answers` maps an item's code to an `Answer.as_dict()`. At the reveal ballots become tallies and are deleted.
    """

    mark = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    voice = models.CharField(max_length=40, blank=True)
    easy_read = models.BooleanField(default=False)
    counted = models.BooleanField(default=False, help_text="whether a way was counted for it, so that none is twice")
    waives = models.BooleanField(default=False, help_text="may be shown as this voice's even if fewer than five answer")
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return "a ballot"


class Letterbox(UuidModel):
    """A sealed way to tell somebody what happened after a round; used only by the sender, seen by no role."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="letterboxes")
    sealed = models.BinaryField()
    until_on = models.DateField()

    def __str__(self) -> str:
        return "a sealed address"
