"""Bands from floors above: tests of change that stand on another floor and are drawn on charts here.

A floor above registers what it knows; the chart page asks all of them for the series that it draws.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time with a name, from a floor above.

    Attributes:
        name: what people call it.
        from_on, to_on: its first and last day; no last day while it lasts.
        kind: a code of `rules.words.BandKind`.
        url: where it can be read about; empty when nowhere.
    """

    name: str
    from_on: dt.date
    to_on: dt.date | None = None
    kind: str = "TEST"
    url: str = ""


Provider = Callable[[Collection[UUID]], Mapping[UUID, Sequence[Stretch]]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider: asked for series by id, it answers with the bands of each, in a constant number of queries.

    Call it when the app is ready. Registering the same one again changes nothing.
    """
    if provider not in _providers:
        _providers.append(provider)
    return provider


def forget(provider: Provider) -> None:
    """Take a provider away again."""
    _providers.remove(provider)


def bands_of(series: Collection[UUID]) -> dict[UUID, list[Stretch]]:
    """The bands of these series from every floor above, in the order of their beginnings."""
    found: dict[UUID, list[Stretch]] = defaultdict(list)
    for provider in _providers:
        for pk, some in provider(series).items():
            found[pk] += some
    return {pk: sorted(some, key=lambda one: (one.from_on, one.name)) for pk, some in found.items()}
