"""A backup from before the close of a pulse must not bring its answers back, nor who took a code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from django.db import DatabaseError, connection

from alongside.core import clock
from alongside.goals.models import Pulse, PulseAnswer, PulseCode
from alongside.goals.rules.pulse import Says
from alongside.goals.services import ledger as services
from alongside.goals.services.ledger import restoring
from alongside.goals.tests import ledger_factories as make
from alongside.programmes.tests.factories import World, actor, as_

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr("alongside.goals.services.ledger.pulses.scrub", lambda *tables: True)
    return tmp_path


def test_restoring__what_was_closed_is_put_on_the_list(
    world: World, data: Path, django_capture_on_commit_callbacks: Callable[..., object]
):
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        closed = make.close(make.make_pulse(world.team))
        make.make_pulse(world.site)

    assert restoring.remember(connection) == {"closed": [str(closed.pk)]}
    assert (data / "closed-pulses.journal").read_text().split() == [str(closed.pk)]
    assert Pulse.objects.get(pk=closed.pk).scrubbed


def test_restoring__remembers_from_the_list_where_the_database_is_broken(data: Path, monkeypatch: pytest.MonkeyPatch):
    (data / "closed-pulses.journal").write_text("b\na\n")
    monkeypatch.setattr(Pulse.objects, "using", mock.Mock(side_effect=DatabaseError))

    assert restoring.remember(connection) == {"closed": ["a", "b"]}


def test_restoring__closes_again_what_an_older_state_has_open(world: World):
    back, runs = make.make_pulse(world.team), make.make_pulse(world.site)
    for pulse in (back, runs):
        make.answered(pulse, "staff", [Says.YES] * 2)
    services.take_pulse_code(back, by=actor(world.ben))

    restoring.apply({"closed": [str(back.pk)]})

    assert set(PulseAnswer.objects.values_list("pulse", flat=True)) == {runs.pk}
    assert set(PulseCode.objects.values_list("pulse", flat=True)) == {runs.pk}
    back.refresh_from_db()
    assert (back.closed_on, bytes(back.secret), back.taken, back.kept, back.scrubbed) == (
        clock.today(), b"", [], {}, False,
    )  # fmt: skip
    assert "An older state of this installation was put back" in (
        as_(world, "ben").get(back.get_absolute_url()).content.decode()
    )
