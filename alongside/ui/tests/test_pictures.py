"""Pictures beside words: one for each stage and each silence, and none says anything alone."""

import xml.etree.ElementTree as ET

from alongside.ui.drawing import pictures

SILENCES = ("not_asked", "declined", "dont_know", "not_apply", "not_safe")


def test_pictures__are_nine_different_ones_in_the_colour_of_the_text() -> None:
    drawn = [pictures.stage_picture(stage) for stage in range(4)] + [pictures.silence_picture(s) for s in SILENCES]

    assert len(set(drawn)) == 9
    for picture in drawn:
        svg = ET.fromstring(picture)  # noqa: S314 - our own drawing
        assert svg.get("aria-hidden") == "true"
        paints = {each.get(name) for each in svg.iter() for name in ("fill", "stroke")} - {None}
        assert paints <= {"currentColor", "none"}
        assert not any(each.get("style") or each.tag == "text" for each in svg.iter())


def test_pictures__nothing_for_what_has_none() -> None:
    assert pictures.stage_picture(4) == pictures.stage_picture(-1) == pictures.silence_picture("other") == ""


def test_pictures__is_as_large_as_asked() -> None:
    assert 'width="5rem"' in pictures.stage_picture(1, size=5)
