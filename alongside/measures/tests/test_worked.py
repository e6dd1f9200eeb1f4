"""Worked examples: what their words claim is what the engine says, and anybody may read them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from alongside.measures.queries import worked
from alongside.numerics import spc
from alongside.numerics.spc.reading import Assurance, Label, Profile

CODES = [one.shape.code for one in worked.worked_examples()]


def example(code: str) -> worked.Worked:
    found = worked.worked_example(code)
    assert found
    return found


def test_worked_examples__each_say_whose_they_are():
    assert len(CODES) >= 3
    for one in worked.worked_examples():
        assert one.shape.source.url
        assert one.shape.licence.name in {"Open Government Licence v3.0", "ECDC reuse with acknowledgement"}


def test_england__an_ordinary_p_chart_would_call_every_month_unusual():
    england = example("four-hours-england")
    figures = england.shape.figures
    plain = spc.read(
        [one.figure for one in figures],
        n=[one.of for one in figures],
        x=[one.date for one in figures],
        chart=spc.Chart.P,
    )

    assert sum(plain.sigma_signal) == len(figures) == 36
    assert sum(england.reading.sigma_signal) < 12
    assert min(one.of or 0 for one in figures) > 1_000_000


def test_hit_and_miss__the_target_lies_within_the_limits_and_one_winter_does_not():
    reading = example("four-hours-hit-and-miss").reading
    assert reading.rules
    low = [on for on, out in zip(reading.x, reading.rules.outside, strict=True) if out]

    assert reading.assurance is Assurance.INCONSISTENT
    assert [f"{on:%Y-%m}" for on in low] == ["2017-12", "2018-01", "2018-02", "2018-03"]  # type: ignore[str-format]


def test_lasting_fall__nine_months_in_a_row_lie_below_the_middle():
    reading = example("four-hours-a-lasting-fall").reading
    last = list(zip(reading.y, reading.cl, strict=True))[-9:]

    assert all(y is not None and cl is not None and y < cl for y, cl in last)
    assert reading.variation is Label.CONCERN_LOW


def test_winters__nearly_half_of_all_weeks_are_called_unusual_and_one_is_missing():
    reading = example("winters").reading

    assert 0.45 < sum(reading.sigma_signal) / len(reading.x) < 0.5
    assert [f"{on}" for on, y in zip(reading.x, reading.y, strict=True) if y is None] == ["2014-01-03"]


def test_growth__hardly_a_day_is_ordinary():
    label = example("growth").reading.label

    assert label
    assert sum(one is Label.COMMON_CAUSE for one in label) < len(label) / 10


@pytest.mark.django_db
def test_index__has_every_chart_with_sentence_source_and_licence(client: Client):
    page = client.get("/examples/")
    text = page.content.decode()

    assert page.status_code == 200
    for one in worked.worked_examples():
        assert f"/examples/{one.shape.code}/" in text
        assert one.shape.licence.line in text
    assert text.count("</svg>") >= 2 * len(CODES)


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_show__has_picture_table_and_whose_it_is(client: Client, code: str):
    one = example(code)
    text = client.get(f"/examples/{code}/").content.decode()

    assert one.shape.licence.url in text
    assert one.shape.source.url in text
    assert text.count("<tr") == len(one.shape.figures) + 1
    assert 'class="al-charts__narrow"' in text


@pytest.mark.django_db
def test_show__unknown_is_not_there(client: Client):
    assert client.get("/examples/made-up/").status_code == 404
    assert client.get("/examples/made-up/figures.csv").status_code == 404


@pytest.mark.django_db
def test_examples__reading_is_all_one_can_do(client: Client):
    for address in ("/examples/", f"/examples/{CODES[0]}/", f"/examples/{CODES[0]}/figures.csv"):
        assert client.post(address).status_code == 405


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_figures__the_program_draws_the_same_chart_from_the_file(client: Client, code: str, tmp_path: Path):
    one = example(code)
    answer = client.get(f"/examples/{code}/figures.csv")
    (tmp_path / f"{code}.csv").write_bytes(answer.content)
    command = [sys.executable, "-m", *one.command.split(), "--json"]

    done = subprocess.run(command, cwd=tmp_path, env=here(), capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)

    assert "attachment" in answer.headers["Content-Disposition"]
    assert told["cl"] == pytest.approx(list(one.reading.cl))
    assert told.get("assurance") == (one.reading.assurance if one.reading.profile is Profile.NHS else None)


def test_figures__have_the_licence_in_them():
    rows = list(csv.DictReader(io.StringIO(example("winters").file)))

    assert rows[0]["licence"].startswith("Contains public sector information")
    assert len(rows) == 535


def here() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(__file__).resolve().parents[3]), "PATH": "/usr/bin:/bin"}
