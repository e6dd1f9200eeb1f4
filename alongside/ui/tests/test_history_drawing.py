from __future__ import annotations

import xml.etree.ElementTree as ET

from alongside.ui.drawing.history import Mark, Step, Track, history, in_words, stage_mark

STAGES = ("Not yet", "Engagement", "Development", "Transformation")


def people(at: float | None = 1.0, band: tuple[int, int] | None = None) -> Mark:
    return Mark(voice_code="uses_services", label="People", side="lived_experience", at=at, band=band)


def staff(at: float | None = 2.0) -> Mark:
    return Mark(voice_code="staff", label="Staff", side="profession", at=at)


def step(*marks: Mark, agreed: int | None = 1, note: str = "", label: str = "Spring") -> Step:
    return Step(label=label, agreed=agreed, marks=marks, note=note)


def drawn(*steps: Step) -> ET.Element:
    picture = history(Track(key="way-1", title="Everyday <contact>", stages=STAGES, steps=steps))
    return ET.fromstring(picture)  # noqa: S314 - our own drawing


def joins(root: ET.Element) -> list[ET.Element]:
    return [line for line in root.iter("line") if line.get("stroke-opacity")]


def test_history__without_a_round_there_is_no_picture() -> None:
    assert history(Track(key="a", title="A", stages=STAGES, steps=())) == ""


def test_history__names_itself_and_says_what_it_shows() -> None:
    root = drawn(step(people(), staff()))

    assert root.find("title").text == "Everyday <contact>"  # type: ignore[union-attr]
    assert root.find("desc").text == "Spring. agreed: Engagement; People: Engagement; Staff: Development."  # type: ignore[union-attr]
    assert root.get("role") == "img"


def test_history__joins_each_group_and_the_agreed_stage_from_round_to_round() -> None:
    assert len(joins(drawn(step(people(0), staff()), step(people(1), staff())))) == 3


def test_history__no_line_runs_across_where_the_question_changed() -> None:
    root = drawn(step(people()), step(people(), note="2017 edition: asked differently"), step(people()))

    assert len(joins(root)) == 2
    assert any(text.text == "2017 edition: asked differently" for text in root.iter("text"))


def test_history__no_line_where_a_round_is_silent() -> None:
    assert joins(drawn(step(people(), agreed=None), step(people(None, (0, 1)), agreed=2))) == []


def test_history__lived_experience_stands_above_the_line_and_profession_below() -> None:
    root = drawn(step(people(), staff()))
    ring = float(root.find("circle").get("cy").removesuffix("em"))  # type: ignore[union-attr]
    above, below = [float(mark.get("y", "").removesuffix("em")) for mark in root.findall("svg")]

    assert above < ring < below


def test_history__a_group_keeps_its_place_so_that_a_steady_line_is_straight() -> None:
    root = drawn(step(people(1)), step(people(1)))

    assert all(line.get("x1") == line.get("x2") for line in joins(root))


def test_history__widths_are_in_per_cent_and_heights_in_em() -> None:
    root = drawn(step(people(), staff()), step(people(1.5)))

    assert "viewBox" not in root.attrib
    assert root.get("height", "").endswith("em")
    assert all(line.get("y1", "").endswith("em") for line in root.iter("line"))


def test_in_words__a_middle_between_two_stages_and_a_band() -> None:
    track = Track(key="a", title="A", stages=STAGES, steps=(step(people(1.5), agreed=None), step(people(None, (2, 3)))))

    assert in_words(track) == (
        "Spring. agreed: none; People: between Engagement and Development. "
        "Spring. agreed: Engagement; People: Development or Transformation."
    )


def test_stage_mark__rings_the_agreed_stage_and_none_when_none_was() -> None:
    assert stage_mark(2, STAGES).count("<circle") == 1
    assert 'aria-label="Development"' in stage_mark(2, STAGES)
    assert "<circle" not in stage_mark(None, STAGES)
    assert 'aria-label="no stage agreed"' in stage_mark(None, STAGES)
