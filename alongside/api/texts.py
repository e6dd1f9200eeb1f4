"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

TEXTS: tuple[Texts, ...] = ()
NOT_WORDS = {"api.Token": {"name": "which program it is for; only its owner sees it"}}
