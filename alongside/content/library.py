"""Reads the whole content folder: voices, framework editions with translations, crosswalks, indicators, real series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from alongside.content.definitions import DefinedShape, IndicatorsShape
from alongside.content.errors import ContentError, Problem
from alongside.content.lock import problems_with_lock
from alongside.content.shapes import (
    CrosswalkShape,
    EditionShape,
    GroupShape,
    ItemShape,
    Mistake,
    Shape,
    StageShape,
    VoiceShape,
    VoicesShape,
)
from alongside.content.source import MOST, Source, checksum
from alongside.content.worked import WorkedShape

FOLDER = Path(__file__).parent

T = TypeVar("T", bound=Shape)


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One thing that is published on its own: its name in the lock, what it says, and its checksum."""

    key: str
    file: str
    language: str
    checksum: str
    shape: T


@dataclass(frozen=True)
class Library:
    """Everything the content folder says, in the order of the files' names."""

    voices: tuple[Entry[VoiceShape], ...]
    editions: tuple[Entry[EditionShape], ...]
    translations: tuple[Entry[EditionShape], ...]
    crosswalks: tuple[Entry[CrosswalkShape], ...]
    indicators: tuple[Entry[DefinedShape], ...] = ()
    """The library of measures. `measures` publishes it; everything else, `frameworks` does."""
    worked: tuple[Entry[WorkedShape], ...] = ()
    """Real series to learn from. They are shown as they stand here, and never enter a database."""

    @property
    def entries(self) -> tuple[Entry[VoiceShape] | Entry[EditionShape] | Entry[CrosswalkShape], ...]:
        """Every voice, edition and crosswalk, in the order of publication."""
        return (*self.voices, *self.editions, *self.translations, *self.crosswalks)

    @property
    def checksums(self) -> dict[str, tuple[str, str]]:
        """Checksum and file of every entry, by its name in the lock."""
        return {entry.key: (entry.checksum, entry.file) for entry in (*self.entries, *self.indicators, *self.worked)}

    def indicator(self, code: str) -> Entry[DefinedShape]:
        """The newest edition of one indicator. KeyError for an unknown one."""
        editions = [entry for entry in self.indicators if entry.shape.indicator.code == code]
        if not editions:
            raise KeyError(code)
        return max(editions, key=lambda entry: entry.shape.indicator.edition)

    def edition(self, slug: str) -> Entry[EditionShape]:
        """One edition in its original language. KeyError for an unknown one."""
        for entry in self.editions:
            if entry.shape.slug == slug:
                return entry
        raise KeyError(slug)


def load(folder: Path = FOLDER, *, check_lock: bool = True) -> Library:
    """The whole folder, checked. Raises ContentError for wrong files and for changed published ones."""
    editions, translations = _editions(folder)
    library = Library(
        voices=tuple(_voices(folder)),
        editions=tuple(editions),
        translations=tuple(translations),
        crosswalks=tuple(_crosswalks(folder)),
        indicators=tuple(_indicators(folder)),
        worked=worked_examples(folder),
    )
    problems = [*_disagreements(library), *_lonely_indicators(library)]
    if check_lock:
        problems += problems_with_lock(library.checksums, folder)
    if problems:
        raise ContentError(problems)
    return library


def worked_examples(folder: Path = FOLDER) -> tuple[Entry[WorkedShape], ...]:
    """The real series to learn from, in their order. Raises ContentError for wrong files."""
    return tuple(sorted(_worked(folder), key=lambda entry: entry.shape.order))


def read_edition(text: str, *, name: str) -> Entry[EditionShape]:
    """One edition from a text somebody gave: a programme's own. `name` is what mistakes call the file."""
    source = Source(text, name)
    try:
        shape = source.shaped(EditionShape)
    except ContentError as wrong:
        raise ContentError([*wrong.problems, *_also_wrong(source)]) from wrong
    _refuse(source, shape.mistakes())
    return Entry(f"uploaded/{shape.slug}", name, shape.language, checksum(source.data), shape)


def _also_wrong(source: Source) -> Iterator[Problem]:
    """What does not agree among the parts that can be read, when others cannot: told with them, not after them."""
    stages, groups, items = (
        dict(_readable(source.data.get(part), shape))
        for part, shape in (("stages", StageShape), ("groups", GroupShape), ("items", ItemShape))
    )
    for part, readable in (("stages", stages), ("groups", groups)):
        if len(readable) != len(source.data.get(part) or ()):
            return
    whole = EditionShape.model_construct(
        stages=tuple(stages.values()), groups=tuple(groups.values()), items=tuple(items.values())
    )
    numbers = list(items)
    for loc, what in whole.mistakes():
        if loc[0] == "items":
            # Those before it that cannot be read still count, so its number says nothing here.
            if loc[-1] == "number":
                continue
            loc = ("items", numbers[int(loc[1])], *loc[2:])
        yield source.problem(loc, what)


def _readable(given: object, shape: type[T]) -> Iterator[tuple[int, T]]:
    """The entries of a list that are right in themselves, with their places in it."""
    for index, one in enumerate(given[:MOST] if isinstance(given, list) else ()):
        try:
            yield index, shape.model_validate(one)
        except ValidationError:
            continue


def read_voices(text: str, *, name: str) -> tuple[Entry[VoiceShape], ...]:
    """The voices in a text somebody gave: a programme's own. `name` is what mistakes call the file."""
    source = Source(text, name)
    shape = source.shaped(VoicesShape)
    _refuse(source, shape.mistakes())
    return tuple(_entries_of(source, shape, prefix="uploaded/voices/", suffix=""))


def read_crosswalk(text: str, *, name: str) -> Entry[CrosswalkShape]:
    """One crosswalk in a text somebody gave: to a programme's own edition. `name` is what mistakes call the file."""
    source = Source(text, name)
    shape = source.shaped(CrosswalkShape)
    _refuse(source, shape.mistakes())
    return Entry(f"uploaded/crosswalks/{shape.slug}", name, shape.language, checksum(source.data), shape)


def read_indicators(text: str, *, name: str) -> tuple[Entry[DefinedShape], ...]:
    """The indicators in a text somebody gave: a programme's or site's own. `name` is what mistakes call the file."""
    source = Source(text, name)
    shape = source.shaped(IndicatorsShape)
    _refuse(source, shape.mistakes())
    return tuple(_defined(source, shape, prefix="uploaded/indicators/"))


def _voices(folder: Path) -> Iterator[Entry[VoiceShape]]:
    original = folder / "voices.yaml"
    for path in (original, *sorted(set(folder.glob("voices*.yaml")) - {original})):  # what is translated comes first
        source = _source(path, folder)
        shape = source.shaped(VoicesShape)
        _refuse(source, shape.mistakes())
        suffix = "" if path.stem == "voices" else "." + shape.language
        yield from _entries_of(source, shape, prefix="voices/", suffix=suffix)


def _entries_of(source: Source, shape: VoicesShape, *, prefix: str, suffix: str) -> Iterator[Entry[VoiceShape]]:
    for voice, data in zip(shape.voices, source.data["voices"], strict=True):
        said = checksum({"language": shape.language, **data})
        yield Entry(f"{prefix}{voice.code}{suffix}", source.name, shape.language, said, voice)


def _editions(folder: Path) -> tuple[list[Entry[EditionShape]], list[Entry[EditionShape]]]:
    originals: list[Entry[EditionShape]] = []
    translated: list[Entry[EditionShape]] = []
    for path in sorted(folder.glob("frameworks/*/*.yaml")):
        source = _source(path, folder)
        shape = source.shaped(EditionShape)
        _refuse(source, shape.mistakes())
        name, _, language = path.stem.partition(".")
        _refuse(source, _misplaced(shape, path.parent.name, name, language))
        key = path.relative_to(folder).with_suffix("").as_posix()
        entry = Entry(key, source.name, shape.language, checksum(source.data), shape)
        (translated if language else originals).append(entry)
    return originals, translated


def _misplaced(shape: EditionShape, folder: str, name: str, language: str) -> Iterator[Mistake]:
    if shape.framework != folder:
        yield ("framework",), f"The folder is called “{folder}”, but the file says “{shape.framework}”."
    if shape.edition != name:
        yield ("edition",), f"The file is called “{name}”, but says it is edition “{shape.edition}”."
    if language and shape.language != language:
        yield (
            ("language",),
            f"The file is called “.{language}”, but its language is “{shape.language}”.",
        )


def _crosswalks(folder: Path) -> Iterator[Entry[CrosswalkShape]]:
    for path in sorted(folder.glob("crosswalks/*.yaml")):
        source = _source(path, folder)
        shape = source.shaped(CrosswalkShape)
        _refuse(source, shape.mistakes())
        yield Entry(f"crosswalks/{path.stem}", source.name, shape.language, checksum(source.data), shape)


def _indicators(folder: Path) -> Iterator[Entry[DefinedShape]]:
    for path in sorted(folder.glob("indicators/*.yaml")):
        source = _source(path, folder)
        shape = source.shaped(IndicatorsShape)
        _refuse(source, shape.mistakes())
        yield from _defined(source, shape, prefix="indicators/")


def _defined(source: Source, shape: IndicatorsShape, *, prefix: str) -> Iterator[Entry[DefinedShape]]:
    """Each indicator by itself, so that another can be added to its file without touching it."""
    shared = {name: said for name, said in source.data.items() if name != "indicators"}
    for indicator, data in zip(shape.indicators, source.data["indicators"], strict=True):
        whole = DefinedShape(
            theme=shape.theme,
            words=shape.words,
            baseline=indicator.baseline or shape.baseline,
            licence=indicator.licence or shape.licence,
            indicator=indicator,
        )
        said = checksum({**shared, "indicator": data})
        yield Entry(f"{prefix}{indicator.code}/{indicator.edition}", source.name, shape.language, said, whole)


def _worked(folder: Path) -> Iterator[Entry[WorkedShape]]:
    for path in sorted(folder.glob("series/*.yaml")):
        source = _source(path, folder)
        shape = source.shaped(WorkedShape)
        _refuse(source, shape.mistakes())
        if shape.code != path.stem:
            raise source.error(("code",), f"The file is called “{path.stem}”, but says it is “{shape.code}”.")
        yield Entry(f"series/{shape.code}", source.name, shape.language, checksum(source.data), shape)


def _lonely_indicators(library: Library) -> Iterator[Problem]:
    """What indicators name that is not there: others to be read beside them, challenges they tell about."""
    codes = {entry.shape.indicator.code for entry in library.indicators}
    challenges = {item.code for entry in library.editions for item in entry.shape.items}
    keys = Counter(entry.key for entry in library.indicators)
    for entry in library.indicators:
        said = entry.shape.indicator
        for unknown in sorted(set(said.balancing) - codes):
            yield Problem(entry.file, 0, f"“{said.code}” is to be read beside “{unknown}”, which is no indicator.")
        for unknown in sorted(set(said.challenges) - challenges):
            yield Problem(entry.file, 0, f"“{said.code}” tells about “{unknown}”, which is no item of a framework.")
        if keys[entry.key] > 1:
            yield Problem(entry.file, 0, f"“{said.slug}” is defined in more than one file.")


def _disagreements(library: Library) -> Iterator[Problem]:
    voices = {entry.shape.code for entry in library.voices}
    for entry in library.editions:
        for missing in sorted(voices - entry.shape.voices) if entry.shape.stages else ():
            yield Problem(entry.file, 0, f"No item has a question for the voice “{missing}”.")
        for unknown in sorted(entry.shape.voices - voices):
            yield Problem(entry.file, 0, f"There are questions for “{unknown}”, which is no voice of ours.")
    originals = {entry.shape.slug: entry.shape for entry in library.editions}
    for entry in library.translations:
        original = originals.get(entry.shape.slug)
        if original is None:
            yield Problem(entry.file, 0, f"There is no edition {entry.shape.slug} to translate.")
        elif original.skeleton != entry.shape.skeleton:
            what = "A translation may only change the words: its items, stages or voices differ."
            yield Problem(entry.file, 0, what)
    codes = {slug: {item.code for item in shape.items} for slug, shape in originals.items()}
    for walk in library.crosswalks:
        yield from crosswalk_problems(walk, codes)


def crosswalk_problems(walk: Entry[CrosswalkShape], codes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """What a crosswalk leaves out or names that is not there; `codes` are the items of each edition there is."""
    for slug, linked in (
        (walk.shape.older, [link.older for link in walk.shape.links]),
        (walk.shape.newer, [link.newer for link in walk.shape.links]),
    ):
        if slug not in codes:
            yield Problem(walk.file, 0, f"There is no edition {slug}.")
            continue
        named = {code for code in linked if code}
        for missing in sorted(codes[slug] - named):
            what = f"Nothing is said about {missing} of {slug}; if it is gone or new, say so."
            yield Problem(walk.file, 0, what)
        for unknown in sorted(named - codes[slug]):
            yield Problem(walk.file, 0, f"{slug} has no item {unknown}.")


def _source(path: Path, folder: Path) -> Source:
    name = path.relative_to(folder).as_posix()
    try:
        return Source(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError as wrong:
        what = "The file is not UTF-8 text; save it again as UTF-8."
        raise ContentError([Problem(name, 0, what)]) from wrong


def _refuse(source: Source, mistakes: Iterable[Mistake]) -> None:
    problems = [source.problem(loc, what) for loc, what in islice(mistakes, MOST)]
    if problems:
        raise ContentError(problems)
