"""The library of measures in the database: published once, never changed."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from alongside import content
from alongside.core import audit
from alongside.core.models import AuditEntry
from alongside.frameworks.models.sealing import PublishedForGood
from alongside.measures import services
from alongside.measures.models import Indicator

BY = audit.System("tests")
ON = dt.date(2026, 1, 5)
pytestmark = pytest.mark.django_db


def entries(*codes: str):
    return tuple(content.load().indicator(code) for code in codes)


def test_publish_indicators__publishes_the_whole_library_once():
    new = services.publish_indicators(by=BY, on=ON)
    again = services.publish_indicators(by=BY, on=ON + dt.timedelta(days=9))

    assert set(new) == {entry.key for entry in content.load().indicators}
    assert again == ()
    assert set(Indicator.objects.values_list("published_on", "scope")) == {(ON, "")}
    assert AuditEntry.objects.filter(action="indicators.published").count() == 1


def test_publish_indicators__each_row_says_what_its_file_says():
    services.publish_indicators(by=BY, on=ON)

    row = Indicator.objects.get(slug="prone-restraint")
    entry = content.load().indicator("prone-restraint")
    assert (row.profile, row.chart, row.period, row.counts) == ("shewhart", "t", "EVENT", "TIME")
    assert row.balancing == ["staff-injured", "rapid-tranquillisation", "ward-satisfaction"]
    assert (
        row.collection
        == "The nurse in charge on the day. The date of each event, nothing else. About 1 minute a point."
    )
    assert row.problems.count("\n") == 1
    assert (row.easy, row.challenges) == ("Days since someone was held face down.", ["c6"])
    assert row.checksum == entry.checksum
    kept = Indicator.objects.get(slug="jobs-kept")
    assert (kept.target, bool(kept.target_rule)) == (65, True)


def test_publish_indicators__adds_what_is_new_beside_what_is_there():
    services.publish_indicators(by=BY, on=ON, entries=entries("more-choice"))

    assert services.publish_indicators(by=BY, on=ON, entries=entries("more-choice", "safe-here")) == (
        "indicators/safe-here/2026",
    )


def test_publish_indicators__refuses_other_words_under_a_published_name():
    (entry,) = entries("more-choice")
    services.publish_indicators(by=BY, on=ON, entries=(entry,))

    with pytest.raises(services.PublishedIndicatorChanged, match="indicators/more-choice/2026 is already published"):
        services.publish_indicators(by=BY, on=ON, entries=(dataclasses.replace(entry, checksum="0" * 64),))


def test_publish_indicators__refuses_wrong_content(monkeypatch):
    def wrong():
        raise content.ContentError([content.Problem("a.yaml", 3, "No.")])

    monkeypatch.setattr(content, "load", wrong)

    with pytest.raises(services.LibraryIsWrong, match=r"a\.yaml, line 3: No\."):
        services.publish_indicators(by=BY, on=ON)


def test_a_published_indicator__is_changed_by_no_door():
    services.publish_indicators(by=BY, on=ON, entries=entries("more-choice"))
    row = Indicator.objects.get()

    with pytest.raises(PublishedForGood):
        row.save()
    with pytest.raises(PublishedForGood):
        Indicator.objects.update(name="x")
    for statement in ("UPDATE measures_indicator SET name = 'x'", "DELETE FROM measures_indicator"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
