"""A backup from before the end of a telling must not bring its answers back, nor a contact that was taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from django.db import DatabaseError, connection

from alongside.goals.models import Listener, Loop, LoopAnswer, LoopCode, Telling
from alongside.goals.services import loops as services
from alongside.goals.services.loops import ending, restoring
from alongside.goals.tests import loop_factories as make
from alongside.programmes.tests.factories import World


@pytest.fixture(autouse=True)
def data(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(ending, "scrub", lambda *tables: True)
    return tmp_path


def test_restoring__what_ended_and_what_was_stopped_is_put_on_the_lists(
    world: World, data: Path, django_capture_on_commit_callbacks: Callable[..., object]
):
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        ended = make.telling_of(make.closed(world.team))
        awaited, _ = make.told(world.team)
        address, stop = next(iter(make.stop_codes_sent().items()))
        services.stop_telling(stop, at=make.clock.now())

    assert restoring.remember(connection)["ended"] == [str(ended.pk)]
    assert (data / "ended-tellings.journal").read_text().split() == [str(ended.pk)]
    [line] = (data / "stopped-letters.journal").read_text().splitlines()
    assert line.startswith(f"{world.team.scope} ")
    assert address not in line
    assert str(make.telling_of(awaited).pk) not in (data / "ended-tellings.journal").read_text()
    assert Loop.objects.get(pk=ended.loop_id).scrubbed


def test_restoring__remembers_from_the_lists_where_the_database_is_broken(data: Path, monkeypatch: pytest.MonkeyPatch):
    (data / "ended-tellings.journal").write_text("b\na\n")
    monkeypatch.setattr(Telling.objects, "using", mock.Mock(side_effect=DatabaseError))

    assert restoring.remember(connection) == {"ended": ["a", "b"], "stopped": []}


def test_restoring__deletes_again_what_an_older_state_has_brought_back(world: World):
    loop, codes = make.told(world.team)
    other, others = make.told(world.other_team)
    make.answers(codes, "yes", "no")
    make.answers(others, "yes")
    stopped = Listener.objects.filter(loop=loop)[0]

    restoring.apply(
        {
            "ended": [str(make.telling_of(loop).pk)],
            "stopped": [f"{world.team.scope} {stopped.contact_mark}", f"{world.site.scope} {stopped.contact_mark}"],
        }
    )

    assert list(LoopAnswer.objects.values_list("telling__loop", flat=True)) == [other.pk]
    assert LoopCode.objects.count() == 3
    assert Listener.objects.filter(loop=loop).count() == 2
    assert Loop.objects.get(pk=loop.pk).scrubbed is False
    assert make.pass_days(loop, 90).state == "UNCONFIRMED"  # it meets silence, and can be told anew


def test_scrub__what_could_not_be_done_now_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch):
    loop = make.make_loop(world.team)
    Loop.objects.filter(pk=loop.pk).update(scrubbed=False)
    monkeypatch.setattr(ending, "scrub", lambda *tables: False)

    assert not ending.scrub_loops()
    assert not Loop.objects.get(pk=loop.pk).scrubbed
    monkeypatch.setattr(ending, "scrub", lambda *tables: True)
    assert ending.scrub_loops()
    assert Loop.objects.get(pk=loop.pk).scrubbed
    assert ending.scrub_loops()
