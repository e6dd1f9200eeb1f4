"""The shape of each kind of content: what a file must say, and what must agree with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from alongside.content.saying import Loc

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=2000)]
Short = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=40)]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Language = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=12)]
Address = Annotated[str, StringConstraints(strict=True, pattern=r"^https://\S+$", max_length=300)]
Elsewhere = Annotated[
    str,
    StringConstraints(
        strict=True,
        pattern=r"^https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?([/?#][^\s\\]*)?$",
        max_length=300,
    ),
]
"""A page that people are sent to: https, a whole host name, no name or password in it."""
Named = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=80)]
Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
Said = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=120)]
Whose = Literal["quoted", "ours"]

Mistake = tuple[Loc, str]


class Shape(BaseModel):
    """A part of a content file. Unknown names are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VoiceShape(Shape):
    """One voice: who speaks, on which side, and how a person would say it."""

    code: Code
    side: Literal["lived_experience", "profession"]
    order: int = Field(ge=1, le=999)
    name: Named
    short: Short
    says: Said
    easy: Text


class VoicesShape(Shape):
    """The file of voices, in one language."""

    language: Language
    voices: tuple[VoiceShape, ...] = Field(max_length=50)

    def mistakes(self) -> Iterator[Mistake]:
        """What does not agree within the file."""
        yield from doubles("voices", "code", [voice.code for voice in self.voices])
        yield from doubles("voices", "order", [str(voice.order) for voice in self.voices])


class StageShape(Shape):
    """One stage of the scale: its value (0 first) and what it means."""

    code: Code
    value: int = Field(ge=0, le=9)
    name: Short
    explanation: Text
    easy: Text


class GroupShape(Shape):
    """A heading under which some items stand, such as a domain."""

    code: Code
    title: Text
    explanation: Text
    easy: Text


class QuestionShape(Shape):
    """The question one voice is asked about one item, and its easy-read variant."""

    ask: Text
    easy: Text


class HelpShape(Shape):
    """Where an item can be watched, read in easy words, or interpreted: a page outside, in one language."""

    kind: Literal["watch", "easy_read", "interpreter"]
    language: Language
    address: Elsewhere


class ItemShape(Shape):
    """One item of an edition: its quoted title and our words about it."""

    number: int = Field(ge=1)
    code: Code
    group: Code | None = None
    title: Text
    moves_from: Text | None = None
    moves_to: Text | None = None
    citation: Text
    short: Short
    explanation: Text
    easy: Text
    dissent: Text | None = None
    descriptors: dict[Code, Text] = Field(default_factory=dict)
    questions: dict[Code, QuestionShape] = Field(default_factory=dict)
    helps: tuple[HelpShape, ...] = Field(default=(), max_length=40)


class SourceShape(Shape):
    """Where the quoted words come from and who holds the rights in them."""

    citation: Text
    held_by: Text
    url: Address | None = None


class LicenceShape(Shape):
    """What may be done with the quoted words, and with ours."""

    quoted: Text
    ours: Text


class WordsShape(Shape):
    """Which parts are quoted and which are our own words."""

    titles: Whose
    explanations: Whose
    descriptors: Whose = "ours"
    questions: Whose = "ours"


class EditionShape(Shape):
    """One edition of a framework in one language. With stages it can be rated; without, it is for reading."""

    framework: Slug
    edition: Slug
    language: Language
    year: int = Field(ge=1900, le=2200)
    name: Title
    what_for: Text
    easy: Text
    source: SourceShape
    licence: LicenceShape
    words: WordsShape
    stages: tuple[StageShape, ...] = Field(default=(), max_length=10)
    groups: tuple[GroupShape, ...] = Field(default=(), max_length=50)
    items: tuple[ItemShape, ...] = Field(max_length=100)

    @property
    def slug(self) -> str:
        """How the edition is named in addresses, e.g. `ten-challenges-2017`."""
        return f"{self.framework}-{self.edition}"

    @property
    def voices(self) -> frozenset[str]:
        """The voices that are asked about any item."""
        return frozenset(code for item in self.items for code in item.questions)

    @property
    def skeleton(self) -> object:
        """What a translation may not change: everything but the words."""
        items = [
            (
                item.number,
                item.code,
                item.group,
                set(item.descriptors),
                set(item.questions),
                bool(item.moves_to),
            )
            for item in self.items
        ]
        stages = [(stage.code, stage.value) for stage in self.stages]
        return self.framework, self.edition, self.year, stages, [group.code for group in self.groups], items

    def mistakes(self) -> Iterator[Mistake]:
        """What does not agree within the edition."""
        yield from doubles("items", "code", [item.code for item in self.items])
        yield from doubles("stages", "code", [stage.code for stage in self.stages])
        yield from doubles("groups", "code", [group.code for group in self.groups])
        for index, stage in enumerate(self.stages):
            if stage.value != index:
                yield ("stages", index, "value"), f"Stages count up from 0: {stage.value} should be {index}."
        for index, item in enumerate(self.items):
            if item.number != index + 1:
                what = f"Items count up from 1: {item.number} should be {index + 1}."
                yield ("items", index, "number"), what
            yield from self._gaps(("items", index), item)
            yield from _shift_mistakes(("items", index), item)
            kinds = [f"{one.kind} in {one.language}" for one in item.helps]
            yield from (((("items", index, *loc), what)) for loc, what in doubles("helps", "kind", kinds))

    def _gaps(self, at: Loc, item: ItemShape) -> Iterator[Mistake]:
        groups = {group.code for group in self.groups}
        if (item.group or groups) and item.group not in groups:
            known = _named(groups) or "there are none"
            yield (*at, "group"), f"Item {item.code} needs one of the groups: {known}."
        stages = {stage.code for stage in self.stages}
        for what, has, wanted in (
            ("descriptor", set(item.descriptors), stages),
            ("question", set(item.questions), set(self.voices) if stages else set()),
        ):
            if missing := wanted - has:
                yield (*at, f"{what}s"), f"Item {item.code} has no {what} for {_named(missing)}."
            if unknown := has - wanted:
                yield (*at, f"{what}s"), f"Item {item.code} has a {what} too many: {_named(unknown)}."


class LinkShape(Shape):
    """How an item of the newer edition relates to one of the older, why, and whether a trend runs across."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    older: Code | None = Field(default=None, alias="from")
    newer: Code | None = Field(default=None, alias="to")
    relation: Literal["equal", "broader", "narrower", "overlaps", "new", "retired"]
    series: Literal["continuous", "break"]
    reason: Text


class CrosswalkShape(Shape):
    """How the items of two editions relate. `from` is the older edition."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    older: Slug = Field(alias="from")
    newer: Slug = Field(alias="to")
    language: Language
    words: Whose
    links: tuple[LinkShape, ...] = Field(max_length=200)

    @property
    def slug(self) -> str:
        """How the crosswalk is named: the older edition, then the newer."""
        return f"{self.older}-to-{self.newer}"

    def mistakes(self) -> Iterator[Mistake]:
        """What does not agree within the crosswalk."""
        yield from doubles("links", "to", [f"{link.older}→{link.newer}" for link in self.links])
        for index, link in enumerate(self.links):
            at: Loc = ("links", index)
            if (link.older is None) != (link.relation == "new"):
                yield at, "A “new” item has no “from”, and every other relation has one."
            if (link.newer is None) != (link.relation == "retired"):
                yield at, "A “retired” item has no “to”, and every other relation has one."
            if link.series == "continuous" and link.relation != "equal":
                yield (*at, "series"), "A trend line may only run across where the two items are “equal”."


def doubles(part: str, field: str, values: list[str]) -> Iterator[Mistake]:
    """Each value of a list that stands in it more than once."""
    counts = Counter(values)
    for index, value in enumerate(values):
        if counts[value] > 1:
            yield (part, index, field), f"“{value}” is used more than once."


def _shift_mistakes(at: Loc, item: ItemShape) -> Iterator[Mistake]:
    title = f"From: {item.moves_from} To: {item.moves_to}"
    if bool(item.moves_from) != bool(item.moves_to):
        yield at, f"Item {item.code} says only one of “moves_from” and “moves_to”; a shift needs both."
    elif item.moves_from and item.title != title:
        yield (*at, "title"), f"The title of {item.code} should read “{title}”."


def _named(codes: set[str]) -> str:
    return ", ".join(sorted(codes))
