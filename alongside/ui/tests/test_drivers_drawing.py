from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from alongside.ui.drawing.chart_axis import width_of
from alongside.ui.drawing.drivers import COLUMNS, SIZE, TALLEST, WIDE, Diagram, Leaf, Node, drivers, in_words


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


DIAGRAM = Diagram(
    key="d",
    aim="Nobody waits alone at the door",
    nodes=(
        Node(
            "People know who meets them",
            children=(Node("A name on a card", leaves=(Leaf("A card", "Kept, 2 tests"),)),),
        ),
        Node("Somebody has time", leaves=(Leaf("A chair <by> the door", "no test yet"), Leaf("A rota"))),
    ),
)


def test_a_diagram_says_in_words_what_it_shows():
    assert in_words(DIAGRAM) == (
        "Aim: Nobody waits alone at the door. Driver: People know who meets them. "
        "Below People know who meets them: A name on a card. To try: A card (Kept, 2 tests). "
        "Driver: Somebody has time. To try: A chair <by> the door (no test yet); A rota."
    )


def test_a_diagram_has_a_name_a_description_and_no_style_of_its_own():
    svg = drivers(DIAGRAM)
    root = parsed(svg)

    assert root.get("aria-labelledby") == "d-title d-desc"
    assert [root[0].tag, root[1].tag] == ["title", "desc"]
    assert "style=" not in svg
    assert "&lt;by&gt;" in svg


def test_nothing_is_drawn_of_nothing():
    assert drivers(Diagram(key="d", aim="Nothing yet")) == ""


texts = st.text(alphabet=st.sampled_from("abcdefgh WMil"), min_size=1, max_size=300)


@given(st.lists(st.tuples(texts, st.lists(texts, max_size=4)), min_size=1, max_size=8))
def test_every_word_stays_in_its_box_and_the_whole_on_one_page(given_nodes):
    nodes = tuple(
        Node(text, leaves=tuple(Leaf(leaf, "no test yet") for leaf in leaves)) for text, leaves in given_nodes
    )
    root = parsed(drivers(Diagram(key="d", aim="An aim", nodes=nodes)))

    assert float(root.get("width", 0)) <= WIDE
    assert float(root.get("height", 0)) <= TALLEST
    boxes = [[float(box.get(name, 0)) for name in ("x", "y", "width", "height")] for box in root.iter("rect")]
    for text in root.iter("text"):
        x, y = float(text.get("x", 0)), float(text.get("y", 0))
        inside = [box for box in boxes if box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3]]
        assert len(inside) == 1
        right = x + width_of(text.text or "", SIZE)
        assert right <= inside[0][0] + inside[0][2]


@given(st.integers(1, 6), st.integers(0, 5))
def test_boxes_of_a_column_never_touch(drivers_count, leaves_count):
    nodes = tuple(Node(f"Driver {at}", leaves=(Leaf("An idea " * 9),) * leaves_count) for at in range(drivers_count))
    root = parsed(drivers(Diagram(key="d", aim="An aim", nodes=nodes)))

    for left, _ in COLUMNS:
        spans = sorted(
            (float(box.get("y", 0)), float(box.get("y", 0)) + float(box.get("height", 0)))
            for box in root.iter("rect")
            if float(box.get("x", 0)) == left
        )
        assert all(above[1] < below[0] for above, below in pairwise(spans))


def test_lines_go_from_box_to_box():
    paths = re.findall(r'd="M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)"', drivers(DIAGRAM))

    assert len(paths) == 6
    assert {float(path[0]) for path in paths} <= {left + wide for left, wide in COLUMNS}
