import pytest

from alongside.frameworks import rules
from alongside.frameworks.models import CrosswalkLink


@pytest.mark.parametrize(
    ("relation", "series", "may"),
    [("EQUAL", "CONTINUOUS", True), ("EQUAL", "BREAK", False), ("BROADER", "CONTINUOUS", False)],
)
def test_trend__runs_only_where_the_same_is_asked_and_the_crosswalk_says_so(relation, series, may):
    assert rules.trend_may_run_across(relation, series) is may


@pytest.mark.parametrize(
    ("scope", "above"),
    [("", [""]), ("p1/", ["", "p1/"]), ("p1/s9/t2/", ["", "p1/", "p1/s9/", "p1/s9/t2/"])],
)
def test_scopes_above__begin_with_the_installation(scope, above):
    assert rules.scopes_above(scope) == above


def test_words__there_are_some_for_every_code():
    assert set(rules.RELATION_SAYS) == set(CrosswalkLink.Relation.values)
    assert set(rules.SERIES_SAYS) == set(CrosswalkLink.Series.values)
