"""Where a question can be watched in a sign language, or an interpreter be reached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.core.models import UuidModel
from alongside.programmes.models import Place


class QuestionLink(UuidModel):
    """An address outside Alongside that helps with one item of a list, or (without one) with every question.

    It holds for the place and all below it. Nothing of it is ever fetched or embedded: it is a link to follow.
    """

    class Kind(models.TextChoices):
        WATCH = "WATCH"
        INTERPRETER = "INTERPRETER"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=60, db_index=True)
    item = models.ForeignKey("frameworks.Item", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=10, help_text="a code of `tongues`")
    address = models.URLField(max_length=300)
    set_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "item", "kind", "language"], name="assessments_questionlink_one_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "language"],
                condition=Q(item=None),
                name="assessments_questionlink_one_for_every_question",
            ),
            models.CheckConstraint(
                condition=Q(address__startswith="https://"), name="assessments_questionlink_is_https"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} at {self.scope}"
