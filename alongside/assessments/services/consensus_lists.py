"""The lists that a search for a list of one's own makes: of ideas, of candidates, and what was agreed. Text only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import yaml
from django.utils.text import slugify

from alongside.assessments.models import Candidate, Consensus

MATTERS = (
    ("good", "It would be good", "It would be good to have.", "It would be good."),
    ("matters", "It matters", "It matters to me.", "It matters to me."),
    ("much", "It matters a lot", "It matters a lot to me.", "It matters a lot to me."),
    ("most", "Nothing matters more", "It is among what matters most to me.", "Nothing matters more to me."),
)
BELONGS = (
    ("no", "Leave it out", "It should not be on our list.", "Leave it out."),
    ("could", "It could be on it", "It could be on our list.", "It could be on it."),
    ("should", "It should be on it", "It should be on our list.", "It should be on it."),
    ("must", "It must be on it", "Without it our list would not be ours.", "It must be on it."),
)
JUDGED = (
    ("not_yet", "Not yet", "We have not begun.", "Not yet."),
    ("engagement", "Engagement", "People talk about it, and some try it.", "We talk about it."),
    ("development", "Development", "It happens in many places here.", "We do it often."),
    ("transformation", "Transformation", "It is how we work, and people notice.", "We always do it."),
)
JUDGED_ON = tuple(name for _, name, _, _ in JUDGED)
Scale = Sequence[tuple[str, str, str, str]]


class _WrittenOut(yaml.SafeDumper):
    """What stands twice is written twice: a pointer would be refused by our own reader."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def ideas_list(consensus: Consensus, *, voices: Iterable[str], edition: str, on: dt.date) -> str:
    """What the first round asks: one question, answered with how much it matters and with one's own words."""
    item = {
        "number": 1,
        "code": "ideas",
        "title": consensus.question,
        "citation": consensus.name,
        "short": "Your ideas",
        "explanation": "Write what should be on our list, each idea on a line of its own. Say how much it matters.",
        "easy": "Write your ideas. Then say how much they matter.",
        "descriptors": {code: explanation for code, _, explanation, _ in MATTERS},
        "questions": {voice: {"ask": consensus.question, "easy": consensus.easy} for voice in voices},
    }
    return _text(
        consensus,
        name=consensus.question,
        framework=asked_as("ideas", consensus),
        edition=edition,
        scale=MATTERS,
        items=[item],
        on=on,
    )


def choice_list(
    consensus: Consensus, candidates: Sequence[Candidate], *, voices: Iterable[str], edition: str, on: dt.date
) -> str:
    """What the second round asks: of each candidate, whether it belongs on the list."""
    asks = {voice: {"ask": "Does this belong on our list?", "easy": "Should it be on our list?"} for voice in voices}
    items = [
        _item(candidate, number, descriptors={code: text for code, _, text, _ in BELONGS}, questions=asks)
        for number, candidate in enumerate(candidates, 1)
    ]
    name = f"{consensus.name}: what matters most"
    return _text(
        consensus,
        name=name,
        framework=asked_as("choice", consensus),
        edition=edition,
        scale=BELONGS,
        items=items,
        on=on,
    )


def agreed_list(
    consensus: Consensus,
    candidates: Sequence[Candidate],
    *,
    framework: str,
    edition: str,
    voices: Iterable[str],
    on: dt.date,
) -> str:
    """The list that was agreed, as the file of an edition that is still to be published."""
    asked = list(voices)
    items = [
        _item(
            candidate,
            number,
            descriptors=dict(zip((code for code, *_ in JUDGED), candidate.looks_like, strict=True)),
            questions={voice: {"ask": candidate.ask, "easy": candidate.ask_easy} for voice in asked},
        )
        for number, candidate in enumerate(candidates, 1)
    ]
    return _text(consensus, name=consensus.name, framework=framework, edition=edition, scale=JUDGED, items=items, on=on)


def name_in_addresses(consensus: Consensus) -> str:
    """What the list is called in addresses."""
    return slugify(consensus.name)[:40].strip("-_") or "our-own-list"


def asked_as(kind: str, consensus: Consensus) -> str:
    """What the list that a round of the search asks is called; nobody meets it anywhere else."""
    return f"{kind}-{consensus.pk.hex[:16]}"


def _item(candidate: Candidate, number: int, **parts: Any) -> dict[str, Any]:
    said = {"dissent": candidate.dissent} if candidate.dissent else {}
    return {
        "number": number,
        "code": candidate.code,
        "title": candidate.title,
        "citation": f"Item {number}",
        "short": candidate.short,
        "explanation": candidate.explanation,
        "easy": candidate.easy,
        **said,
        **parts,
    }


def _text(
    consensus: Consensus,
    *,
    name: str,
    framework: str,
    edition: str,
    scale: Scale,
    items: list[dict[str, Any]],
    on: dt.date,
) -> str:
    whole = {
        "framework": framework,
        "edition": edition,
        "language": "en",
        "year": on.year,
        "name": name,
        "what_for": consensus.question,
        "easy": consensus.easy,
        "source": {"citation": f"{consensus.name}, found together ({on:%Y})", "held_by": "The programme"},
        "licence": {"quoted": "Nothing is quoted.", "ours": "All of it is our own."},
        "words": {"titles": "ours", "explanations": "ours"},
        "stages": [
            {"code": code, "value": value, "name": called, "explanation": explanation, "easy": easy}
            for value, (code, called, explanation, easy) in enumerate(scale)
        ],
        "items": items,
    }
    text: str = yaml.dump(whole, Dumper=_WrittenOut, allow_unicode=True, sort_keys=False, width=110)
    return text
