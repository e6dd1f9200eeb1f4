"""Rows that can be written while something is being published, and never after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal
from alongside.frameworks import rules


class PublishedForGood(Refusal):
    message = _("What is published never changes. Write your change as a new edition beside it.")


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
