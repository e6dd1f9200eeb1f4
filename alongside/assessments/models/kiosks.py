"""Kiosks: tablets that stand ready for a round. A ballot does not know at which it was laid down."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.assessments.models.rounds import Round
from alongside.core.models import UuidModel


class Kiosk(UuidModel):
    """A device that is locked to a round, until a lead ends that or the round closes: its code as a mark, its name."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="kiosks")
    mark = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    ended_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class KioskSeats(models.Model):
    """How many people of one voice may answer at a kiosk, and how many still may."""

    kiosk = models.ForeignKey(Kiosk, on_delete=models.CASCADE, related_name="seats")
    voice = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    left = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kiosk", "voice"], name="assessments_kioskseats_one_of_a_voice"),
            models.CheckConstraint(condition=Q(left__lte=F("number")), name="assessments_kioskseats_no_more"),
        ]

    def __str__(self) -> str:
        return f"{self.left} of {self.number} left"
