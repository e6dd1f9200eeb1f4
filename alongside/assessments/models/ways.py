"""How many came in by which way: counted for the whole round, apart from every ballot."""

from __future__ import annotations

from django.db import models

from alongside.assessments.models.rounds import Round


class Way(models.TextChoices):
    """How somebody answered. A ballot counts under exactly one of them, once."""

    OWN = "own"
    KIOSK = "kiosk"
    PAPER = "paper"
    HELPED = "helped"


class WayCount(models.Model):
    """How many of a round's ballots came in by one way: never per voice, without a time, and tied to no ballot.

    `count` grows as people answer and is shown to nobody; `told` is what it was at the day's count.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ways")
    way = models.CharField(max_length=10, choices=Way.choices)
    count = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "way"], name="assessments_waycount_one_of_a_way"),
            models.CheckConstraint(
                condition=models.Q(way__in=[way.value for way in Way]), name="assessments_waycount_known_way"
            ),
            models.CheckConstraint(
                condition=models.Q(told__lte=models.F("count")), name="assessments_waycount_tells_no_more"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way}: {self.count}"
