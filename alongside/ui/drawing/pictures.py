"""Pictures beside words: the four stages of a scale, and why somebody gave no stage.

Our own drawings. A plant grows from stage to stage; a silence is a speech bubble with something in it. They are lines
in the colour of the text around them, so they hold in print, in grey and in a system's own colours. They never stand
alone: the words are beside them, and a screen reader hears only the words.
"""

from __future__ import annotations

from functools import cache

_GROUND = '<path d="M7 40.5h34"/>'
_LEAF_LEFT = "q-8.5 .5 -9.5 -8q8.5 -.5 9.5 8z"
_LEAF_RIGHT = "q8.5 .5 9.5 -8q-8.5 -.5 -9.5 8z"

_STAGES = (
    # A seed lies in the ground.
    (
        '<path d="M7 24h34"/><path d="M11 41h2M21 43.5h2M35 41h2M13 31h2M35 31h2"/>'
        '<ellipse cx="24" cy="33" rx="4.2" ry="5.6" transform="rotate(24 24 33)" fill="currentColor"/>'
    ),
    # It has come up: a stem and two leaves.
    f'{_GROUND}<path d="M24 40.5V26"/><path d="M24 30{_LEAF_LEFT}M24 27{_LEAF_RIGHT}"/>',
    # A young plant: more stem, four leaves, two of them full.
    (
        f'{_GROUND}<path d="M24 40.5V12"/><path d="M24 35{_LEAF_LEFT}M24 32{_LEAF_RIGHT}" fill="currentColor"/>'
        f'<path d="M24 23{_LEAF_LEFT}M24 20{_LEAF_RIGHT}"/>'
    ),
    # A tree that bears fruit.
    (
        f'{_GROUND}<path d="M24 40.5V30" stroke-width="3.4"/>'
        '<path d="M15 29a7.5 7.5 0 0 1 -3 -14a8 8 0 0 1 12 -8.5a8 8 0 0 1 12 8.5a7.5 7.5 0 0 1 -3 14z"/>'
        '<g fill="currentColor" stroke="none"><circle cx="18" cy="16" r="2.3"/><circle cx="27" cy="13" r="2.3"/>'
        '<circle cx="31" cy="21" r="2.3"/><circle cx="21.5" cy="23" r="2.3"/></g>'
    ),
)
_BUBBLE = "M11 8h26a4 4 0 0 1 4 4v16a4 4 0 0 1 -4 4H23l-9 9v-9h-3a4 4 0 0 1 -4 -4V12a4 4 0 0 1 4 -4z"
_SAYS = f'<path d="{_BUBBLE}"/>'
_SILENCES = {
    # Nobody asked: the outline of words that there was no room for.
    "not_asked": f'<path d="{_BUBBLE}" stroke-dasharray="4 4"/>',
    # A closed mouth.
    "declined": f'{_SAYS}<path d="M18.5 24.5h11"/>'
    '<g fill="currentColor" stroke="none"><circle cx="19" cy="16" r="1.8"/><circle cx="29" cy="16" r="1.8"/></g>',
    "dont_know": f'{_SAYS}<path d="M20 16.5a4.2 4.2 0 1 1 5.6 4q-1.6 .6 -1.6 2.8"/>'
    '<circle cx="24" cy="27.5" r="1.7" fill="currentColor" stroke="none"/>',
    # Somebody, crossed out: not about me.
    "not_apply": f'{_SAYS}<circle cx="24" cy="16" r="3.2"/><path d="M17.5 27.5a6.5 6.5 0 0 1 13 0"/>'
    '<path d="M13 28.5L35 11.5" stroke-width="3"/>',
    # A shield: somebody is keeping safe.
    "not_safe": f'{_SAYS}<path d="M24 11.5l7.5 2.5q.5 9.5 -7.5 14q-8 -4.5 -7.5 -14z"/>'
    '<path d="M24 15.5v5.5"/><circle cx="24" cy="24" r="1.3" fill="currentColor" stroke="none"/>',
}


@cache
def stage_picture(number: int, *, size: float = 3) -> str:
    """The picture of a stage, 0 (not yet) to 3 (transformation), `size` rem wide; "" for another number."""
    return _drawn(_STAGES[number], size) if 0 <= number < len(_STAGES) else ""


@cache
def silence_picture(code: str, *, size: float = 3) -> str:
    """The picture of a silence by its code, `size` rem wide; "" for another code."""
    return _drawn(_SILENCES[code], size) if code in _SILENCES else ""


def _drawn(body: str, size: float) -> str:
    return (
        f'<svg class="al-picture" viewBox="0 0 48 48" width="{size:g}rem" height="{size:g}rem" aria-hidden="true" '
        f'focusable="false" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" '
        f'stroke-linejoin="round">{body}</svg>'
    )
