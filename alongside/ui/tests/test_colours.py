"""Every pair of colours that text is set in is at least 4.5 : 1, signs and edges 3 : 1."""

import re
from pathlib import Path

import pytest

from alongside.ui.drawing import shapes

CSS = (Path(__file__).parent.parent / "static" / "ui" / "alongside.css").read_text()
TOKENS = dict(re.findall(r"--al-([\w-]+):\s*(#[0-9a-f]{6})", CSS[: CSS.index("}")]))


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "quiet", "link", "lived", "profession") for ground in ("paper", "card")),
        ("ink", "sun"),
        ("ink", "focus"),
        ("card", "green"),
        ("card", "green-lift"),
        ("card", "green-deep"),
        ("marigold", "green"),
    ],
)
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_every_voice_stands_out_from_its_ground() -> None:
    colours = {colour for _, colour in shapes._LOOKS.values()} | {
        colour for looks in shapes._OTHERS.values() for _, colour in looks
    }

    assert min(contrast(colour, "#ffffff") for colour in colours) >= 4.5


PALETTE = re.compile(r"^html\.al-(contrast|cream) \{ (--al-[^}]*)\}", re.MULTILINE)


@pytest.mark.parametrize(("palette", "least"), [("contrast", 7), ("cream", 4.5)])
def test_chosen_colours_can_be_read(palette: str, least: float) -> None:
    [chosen] = [tokens for name, tokens in PALETTE.findall(CSS) if name == palette]
    told = TOKENS | {name: f"#{value}" for name, value in re.findall(r"--al-([\w-]+): #([0-9a-f]{3,6});", chosen)}
    told = {
        name: value if len(value) == 7 else "#" + "".join(2 * one for one in value[1:]) for name, value in told.items()
    }

    for text in ("ink", "quiet", "link", "lived", "profession", "green"):
        for ground in ("paper", "card", "sun"):
            assert contrast(told[text], told[ground]) >= least, (text, ground)


def test_a_colour_is_written_once() -> None:
    rules = PALETTE.sub("", CSS[CSS.index("}") :])
    rules = re.sub(r"\[(?:fill|stroke)=[^]]*\]", "", rules)  # greys of drawings, made black where somebody needs it
    strays = set(re.findall(r"#[0-9a-f]{6}\b", rules)) - {"#e9efed", "#4a2a7a"}

    assert strays == set()
