"""The reveal row: everything that may be shown, nothing more, above and below one line."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from django.utils import translation

from alongside.ui import drawing
from alongside.ui.drawing import Group, Level, Row, Side, Word

STAGES = ("Not yet", "Engagement", "Development", "Transformation")
SVG = "{http://www.w3.org/2000/svg}"


def people(spread: tuple[int, ...] = (0, 5, 4, 0), **changes: object) -> Group:
    told = {
        "voice_code": "uses_services",
        "label": "People who use services",
        "side": "lived_experience",
        "level": "SPREAD",
        "n": sum(spread),
        "spread": spread,
        "middle": (1, 1),
        **changes,
    }
    return Group(**told)  # type: ignore[arg-type]


def staff(spread: tuple[int, ...] = (0, 1, 6, 4), **changes: object) -> Group:
    return people(
        spread, **{"voice_code": "staff", "label": "Staff", "side": "profession", "middle": (2, 2), **changes}
    )


def outlined(level: Level, *, side: Side = "lived_experience", word: Word = "close") -> Group:
    code, label = ("uses_services", "People who use services")
    if side == "profession":
        code, label = "staff", "Staff"
    return Group(
        voice_code=code,
        label=label,
        side=side,
        level=level,
        middle=(1, 1) if level == "MIDDLE" else None,
        word=word if level == "MIDDLE" else None,
        band=(0, 1) if level == "BAND" else None,
    )


def row(*groups: Group, before: tuple[Group, ...] = ()) -> Row:
    return Row(key="item-1", title="Day-to-day interactions", stages=STAGES, groups=groups, before=before)


def picture(drawn: Row) -> ET.Element:
    return ET.fromstring(drawing.spread_row(drawn))  # noqa: S314 - our own text


def axis(svg: ET.Element) -> float:
    path = svg.find("path")
    assert path is not None
    return float(path.attrib["d"].split(" ")[1].split("H")[0])


def test_each_person_is_one_mark() -> None:
    svg = picture(row(people((0, 5, 4, 0)), staff((0, 1, 6, 4))))

    assert len(svg.findall("circle")) == 9
    assert len(svg.findall("rect")) == 11


def test_lived_experience_is_above_and_filled_and_profession_below_and_hollow() -> None:
    svg = picture(row(people(), staff()))
    line = axis(svg)

    for circle in svg.findall("circle"):
        assert float(circle.attrib["cy"]) < line
        assert circle.attrib["fill"] != "#ffffff"
    for square in svg.findall("rect"):
        assert float(square.attrib["y"]) > line
        assert square.attrib["fill"] == "#ffffff"
        assert "stroke" in square.attrib


@pytest.mark.parametrize("side", ["lived_experience", "profession"])
def test_the_voices_of_a_side_differ_in_shape_or_tone(side: Side) -> None:
    codes = {
        "lived_experience": ("uses_services", "family_and_friends"),
        "profession": ("staff", "leaders", "partners"),
    }[side]

    drawn = {drawing.shape(code, side) for code in codes}

    assert len({re.sub(r"#\w+", "", mark) for mark in drawn}) == len(codes)


def test_a_programmes_own_voice_always_gets_the_same_shape() -> None:
    assert drawing.shape("peer_workers", "lived_experience") == drawing.shape("peer_workers", "lived_experience")


@pytest.mark.parametrize("people_at_one_stage", [1, 7, 8, 42, 43, 100, 101, 300, 301, 5000])
def test_marks_stay_inside_the_picture(people_at_one_stage: int) -> None:
    svg = picture(row(people((people_at_one_stage, 0, 0, people_at_one_stage)), staff((people_at_one_stage, 0, 0, 2))))
    _, _, width, height = (float(part) for part in svg.attrib["viewBox"].split())

    for circle in svg.findall("circle"):
        radius = float(circle.attrib["r"])
        assert radius <= float(circle.attrib["cx"]) <= width - radius
        assert radius <= float(circle.attrib["cy"]) <= height - radius
    for box in svg.findall("rect"):
        assert float(box.attrib["x"]) >= 0
        assert float(box.attrib["y"]) >= 0
        assert float(box.attrib["x"]) + float(box.attrib["width"]) <= width
        assert float(box.attrib["y"]) + float(box.attrib["height"]) <= height


def test_neighbouring_stages_never_touch() -> None:
    for count in (7, 10, 42, 100, 300):
        svg = picture(row(people((count, count, count, count))))
        for circle in svg.findall("circle"):
            x, radius = float(circle.attrib["cx"]), float(circle.attrib["r"])
            assert abs((x % 100) - 50) + radius < 50


def test_more_than_can_be_seen_become_bars_and_the_numbers_words() -> None:
    big = row(people((80, 310, 60, 5)))

    assert picture(big).findall("circle") == []
    assert len(picture(big).findall("rect")) == 4
    assert "310 at Engagement" in drawing.unseen_in_words(big)[0]


@pytest.mark.parametrize("level", ["NOTHING", "TOO_FEW"])
def test_what_may_not_be_shown_is_words_and_nothing_else(level: Level) -> None:
    hidden = row(outlined(level))

    assert drawing.spread_row(hidden) == ""
    assert drawing.unseen_in_words(hidden) in (
        ("People who use services: nobody gave a stage.",),
        ("People who use services: too few to show.",),
    )


def test_a_voice_too_small_leaves_no_trace_in_the_picture_of_the_others() -> None:
    alone = drawing.spread_row(row(staff()))
    beside = drawing.spread_row(row(outlined("TOO_FEW"), staff()))

    assert re.sub(r"<desc.*?</desc>", "", alone) == re.sub(r"<desc.*?</desc>", "", beside)


def test_a_description_marks_the_stages_where_they_are_in_another_language_than_its_page() -> None:
    with translation.override("cy"):
        told = picture(row(people())).find("desc")

    assert told is not None
    assert [(one.text, one.get("lang")) for one in told] == [(STAGES[at], "en") for at in (1, 2, 1)]
    assert "".join(told.itertext()).startswith("People who use services (9): 5 ar Engagement, 4 ar Development;")
    assert not len(picture(row(people())).find("desc") or ())


@pytest.mark.parametrize(("word", "other"), [("close", "spread"), ("spread", "close")])
def test_from_five_to_seven_there_is_one_mark_a_bracket_and_a_word(word: Word, other: Word) -> None:
    seven = row(outlined("MIDDLE", word=word))

    assert len(picture(seven).findall("circle")) == 1
    assert drawing.unseen_in_words(seven) == (f"People who use services: middle answer Engagement; answers {word}.",)
    assert drawing.spread_row(seven) != drawing.spread_row(row(outlined("MIDDLE", word=other)))


@pytest.mark.parametrize("side", ["lived_experience", "profession"])
def test_a_band_shows_two_stages_and_no_marks(side: Side) -> None:
    svg = picture(row(outlined("BAND", side=side)))
    bar = svg.find("rect")

    assert svg.findall("circle") == []
    assert bar is not None
    assert float(bar.attrib["x"]) < 50
    assert 150 < float(bar.attrib["x"]) + float(bar.attrib["width"]) < 200
    assert (bar.attrib["fill"] == "#ffffff") == (side == "profession")


def test_the_middle_marker_stands_at_the_middle_or_between_two_stages() -> None:
    at = picture(row(people(middle=(1, 1)))).findall("polygon")[-1].attrib["points"]
    between = picture(row(people((0, 4, 4, 0), middle=(1, 2)))).findall("polygon")[-1].attrib["points"]

    assert at.split()[-1].startswith("150,")
    assert between.split()[-1].startswith("200,")


def test_last_round_stands_beside_dashed_and_in_the_description() -> None:
    moved = row(people(middle=(2, 2)), before=(people(middle=(1, 1)),))
    dashed = [mark for mark in picture(moved).findall("polygon") if "stroke-dasharray" in mark.attrib]

    assert len(dashed) == 1
    assert dashed[0].attrib["points"].split()[-1].startswith("150,")
    assert "Last round: People who use services" in drawing.picture_in_words(moved)


def test_an_unmoved_middle_does_not_hide_its_ghost() -> None:
    svg = picture(row(people(), before=(people(),)))
    dashed, solid = svg.findall("polygon")

    assert dashed.attrib["points"] != solid.attrib["points"]


def test_a_last_round_too_small_to_show_has_no_ghost() -> None:
    assert drawing.spread_row(row(people(), before=(outlined("TOO_FEW"),))) == drawing.spread_row(row(people()))


def test_the_picture_has_a_name_and_says_everything_it_shows() -> None:
    svg = picture(row(people((0, 5, 4, 0)), staff((0, 1, 6, 4))))

    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"] == "item-1-title item-1-desc"
    assert svg.findtext("title") == "Day-to-day interactions"
    assert svg.findtext("desc") == (
        "People who use services (9): 5 at Engagement, 4 at Development; middle answer Engagement. "
        "Staff (11): 1 at Engagement, 6 at Development, 4 at Transformation; middle answer Development."
    )


def test_a_title_is_escaped() -> None:
    drawn = drawing.spread_row(Row(key="k", title="<script>&", stages=STAGES, groups=(people(label="<b>People</b>"),)))

    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_nothing_needs_a_style_attribute() -> None:
    drawn = drawing.spread_row(row(people(), staff(), before=(outlined("BAND"),)))

    assert "style=" not in drawn
    assert "<style" not in drawn


@pytest.mark.parametrize("level", ["MIDDLE", "BAND", "SPREAD", "OPEN"])
def test_group__refused_when_what_its_level_shows_is_missing(level: Level) -> None:
    with pytest.raises(ValueError, match="lacks"):
        Group(voice_code="staff", label="Staff", side="profession", level=level)


def test_drawing_works_without_django() -> None:
    script = (
        "import sys; from alongside.ui import drawing; assert not [m for m in sys.modules if m.startswith('django')]"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
