"""The shape and colour of each voice. Place and filling say the side; the shape says the voice."""

from alongside.ui.drawing.row import Side

LIVED = "#a63a00"
PROFESSION = "#005a8c"
QUIET = "#4c6272"
LINE = "#768692"

_LOOKS: dict[str, tuple[str, str]] = {
    "uses_services": ("circle", LIVED),
    "family_and_friends": ("diamond", "#7d4a12"),
    "staff": ("square", PROFESSION),
    "leaders": ("triangle", "#1f4e79"),
    "partners": ("circle", "#3b5368"),
    "lived_experience": ("circle", LIVED),
    "profession": ("square", PROFESSION),
}
_OTHERS: dict[Side, tuple[tuple[str, str], ...]] = {
    "lived_experience": (("square", "#8a3f5a"), ("triangle", "#7a5200"), ("circle", LIVED)),
    "profession": (("diamond", "#2d4a9e"), ("square", PROFESSION), ("triangle", "#1f4e79")),
}


def look(voice_code: str, side: Side) -> tuple[str, str]:
    """Shape and colour of a voice. A programme's own voice gets one of its side, always the same."""
    if voice_code in _LOOKS:
        return _LOOKS[voice_code]
    others = _OTHERS[side]
    return others[sum(voice_code.encode()) % len(others)]


def number(value: float) -> str:
    """A coordinate, no longer than it needs to be."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def shape(voice_code: str, side: Side, *, x: float = 0, y: float = 0, size: float = 10) -> str:
    """The mark of one person of a voice, centred: filled for lived experience, hollow for profession."""
    form, colour = look(voice_code, side)
    hollow = side == "profession"
    r = size / 2 - (size * 0.09 if hollow else 0)
    paint = f'fill="#ffffff" stroke="{colour}" stroke-width="{number(size * 0.17)}"' if hollow else f'fill="{colour}"'
    if form == "circle":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" {paint}/>'
    if form == "square":
        side_length = number(r * 1.8)
        corner = f'x="{number(x - r * 0.9)}" y="{number(y - r * 0.9)}"'
        return f'<rect {corner} width="{side_length}" height="{side_length}" {paint}/>'
    points = [(0, -r * 1.1), (r * 1.1, 0), (0, r * 1.1), (-r * 1.1, 0)]
    if form == "triangle":
        points = [(0, -r), (r * 1.05, r * 0.85), (-r * 1.05, r * 0.85)]
    path = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in points)
    return f'<polygon points="{path}" {paint}/>'
