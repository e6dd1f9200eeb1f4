"""What every component is built of: nothing unsafe gets through."""

import pytest
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from alongside.ui.components import markup
from alongside.ui.components.progress import progress
from alongside.ui.components.tables import table
from alongside.ui.tests.normalised import normalised

NASTY = "<b onclick='x'>\"&"
ESCAPED = "&lt;b onclick=&#x27;x&#x27;&gt;&quot;&amp;"


@pytest.mark.parametrize("value", [NASTY, lazystr(NASTY)])
def test_safe__escapes_plain_and_lazy_text(value: object) -> None:
    assert markup.safe(value) == ESCAPED


def test_safe__leaves_what_is_declared_safe() -> None:
    assert markup.safe(SafeString("<b>x</b>")) == "<b>x</b>"


@given(name=st.text(), inside=st.text())
def test_tag__whatever_is_in_it_stays_one_element(name: str, inside: str) -> None:
    tokens = normalised(markup.tag("p", {"title": name}, inside))

    assert tokens[0].startswith("<p [('title'")
    assert tokens[-1] == "</p>"
    assert len(tokens) <= 3


def test_attributes__leave_out_none_and_false_and_keep_zero_and_empty() -> None:
    drawn = markup.attributes({"a": None, "b": False, "c": True, "d": 0, "e": "", "f": NASTY})

    assert drawn == f' c d="0" e="" f="{ESCAPED}"'


def test_join__escapes_each_part() -> None:
    assert markup.join(["<", SafeString("<br>")], " ") == "&lt; <br>"


def test_table__that_scrolls_is_a_region_with_a_name_and_takes_focus() -> None:
    drawn = table(caption="Sites", head=["Site"], rows=[["Calder Valley"]], scroll=True, id="sites")

    assert drawn.startswith('<div class="al-scroll" role="region" aria-labelledby="sites-caption" tabindex="0">')
    assert '<caption class="nhsuk-table__caption" id="sites-caption">Sites</caption>' in drawn


@pytest.mark.parametrize(("step", "width"), [(0, 'width="0"'), (4, 'width="4"'), (12, 'width="10"')])
def test_progress__says_it_in_words_and_never_overflows(step: int, width: str) -> None:
    drawn = progress(step=step, steps=10)

    assert f"{step} of 10" in drawn
    assert f'class="al-progress__done" {width}' in drawn
