"""A text of its own in every column that holds words: reported, hidden, erased, and then looked for everywhere."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, models, transaction
from django.test import Client

from alongside.access.permissions import Level, Role
from alongside.access.policy import Actor
from alongside.accounts.models import Notice, User
from alongside.accounts.services.notices import tell
from alongside.accounts.tests.factories import make_user
from alongside.api import services as tokens
from alongside.core import audit, clock, drafts, files, outbox, texts
from alongside.core.backup import tables
from alongside.core.backup.tables import Table, unguarded
from alongside.core.models import Draft, Letter, StoredFile
from alongside.core.seal import unseal
from alongside.goals.services import reminders
from alongside.keeping_safe import services
from alongside.keeping_safe.models import Case
from alongside.keeping_safe.services import restoring
from alongside.programmes import queries
from alongside.programmes.models import Membership, Place
from alongside.programmes.tests import factories as places
from tests.test_rights import HELD, _address, _things_at, guarded

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
READ_BY_TWO = {
    "first_verdict": "SHOW",
    "first_side": "lived_experience",
    "second_verdict": "SHOW",
    "second_side": "profession",
}
BY_HAND: dict[str, dict[str, Any]] = {
    "measures.FollowUp": {"settled_on": NOW.date(), "settled_by": "x", "outcome": "x"},
    "measures.Observation": {"left_out_on": NOW.date(), "left_out_why": "x"},
    "assessments.Evidence": {"link": "https://example.org/"},
    "assessments.QuestionLink": {"address": "https://example.org/"},
    "assessments.Quote": {**READ_BY_TWO, "translation": "x", "language": "cy"},
    "goals.LoopWords": READ_BY_TWO,
}
"""What a row needs to be one that readers see."""
PAIRED: set[str] = set()
"""Columns that stand with others or not at all, where the row at hand has not the others."""


@dataclass
class Canaries:
    """What was put where: the text of each (table, row, column)."""

    programme: Place
    site: Place
    things: dict[str, list[object]]
    put: dict[tuple[str, str, str], str]


@pytest.fixture
def canaries() -> Iterator[Canaries]:
    with clock.frozen(NOW):
        programme = places.make_programme(name="One")
        site = places.make_site(programme, name="Elmbank")
        team = places.make_team(site, name="Rowan ward")
        things: dict[str, list[object]] = {"place_id": [programme.pk, site.pk, team.pk]}
        for place in (team, site):
            for kind, thing in _things_at(place):
                things.setdefault(kind, []).append(thing.pk)
        put = dict(_put_everywhere(programme))
        for text in (text for (_, _, column), text in put.items() if column != "file"):
            audit.record("canary.said", by=places.TESTS, at=NOW, scope=site.scope, subject="x", changes={"is": [text]})
            outbox.queue(to="eve@example.org", subject="A letter", body=f"It says: {text}.", on=NOW.date(), sealed=True)
            tell(User.objects.latest("pk").pk, to=None, subject="A notice", body=f"It says: {text}.", on=NOW.date())
            _typing(text)
        yield Canaries(programme, site, things, put)


def _typing(text: str) -> None:
    session = SessionStore()
    session["typed"] = {"words": f"I was about to write {text}"}
    session.create()
    drafts.keep(f"user:{hash(text)}", "/somewhere/", {"why": [f"And then {text}"]}, at=NOW)


def _put_everywhere(programme: Place) -> Iterator[tuple[tuple[str, str, str], str]]:
    """One text of its own in each column of one row of every table that is listed."""
    entries = [entry for entry in texts.registered() if entry.columns]
    everything = [Table(entry.model) for entry in entries]
    connection.check_constraints()  # PostgreSQL alters no table of which a check is still to come
    with unguarded(everything, connection):
        for entry in entries:
            rows = entry.at(programme.scope).filter(**entry.shown_when)
            given = dict(BY_HAND.get(entry.table, {}))
            if "first_verdict" in given:
                given["first_by"], given["second_by"] = User.objects.order_by("pk")[:2]
            if "translation" in given:
                given["translated_by"] = given["first_by"]
            row = (None if given else rows.order_by("pk").first()) or _made(entry.model, programme, given)
            for column in entry.columns:
                if entry.kind(column) == "FILE":  # a link or a file, never both
                    row = _made(entry.model, programme, {"link": "", column: _value(entry, column, "x")})
                text = f"Canary {entry.table} {column}"[:38].ljust(24, "x")
                value = _value(entry, column, text)
                try:
                    with transaction.atomic():
                        entry.model._default_manager.filter(pk=row.pk).update(**{column: value})
                except IntegrityError:
                    assert f"{entry.table}.{column}" in PAIRED
                else:
                    yield (entry.table, str(row.pk), column), value if entry.kind(column) == "LINK" else text


def _value(entry: texts.Texts, column: str, text: str) -> Any:
    match entry.kind(column):
        case "FILE":
            return files.store("round:x", name="canary.txt", content=text.encode(), on=NOW.date())
        case "CELLS":
            return [[text]]
        case "LINK":
            return f"https://example.org/{text.replace(' ', '-')}"
        case _:
            return text


def _made(model: type[models.Model], programme: Place, given: dict[str, Any]) -> models.Model:
    """A row of a table in which nothing stands yet, near enough to a real one to be read."""
    values = {field.name: _filled(field, programme) for field in model._meta.concrete_fields if _must(field)}
    [row] = model._default_manager.bulk_create([model(**values | given)])
    return row


def _must(field: Any) -> bool:
    return not (field.null or field.has_default() or field.primary_key)


def _filled(field: Any, programme: Place) -> Any:
    if isinstance(field, models.ForeignKey):
        known = texts.entry(field.related_model._meta.label)
        rows = known.at(programme.scope) if known else field.related_model._default_manager.all()
        return rows.order_by("pk").first() or _made(field.related_model, programme, {})
    if field.choices:
        return "" if field.blank else field.choices[0][0]
    if isinstance(field, models.DateTimeField):
        return NOW
    if isinstance(field, models.DateField):
        return NOW.date()
    if field.name == "scope":
        return Place.objects.filter(kind="SITE").get(scope__startswith=programme.scope).scope
    return 1 if isinstance(field, models.IntegerField | models.FloatField) else "" if field.blank else "x"


def _hidden(canaries: Canaries, *, by: Actor) -> list[Case]:
    """Each row reported, and then all its words hidden: the cases that hide something."""
    which = [f"{table}|{row}|{column}" for table, row, column in canaries.put]
    cases, hiding = {}, []
    for table, row, column in canaries.put:  # a second report of a row joins its case
        case = services.report_text(table=table, row=row, column=column, reason="NAMES", words="this", at=NOW)
        cases[case.pk] = case
    for case in cases.values():
        try:
            hiding.append(services.hide_text(case, which=which, by=by, at=NOW))
        except services.NothingChosen:  # hidden already, with what it belongs to
            services.leave_text(case, by=by, at=NOW)
    return hiding


def _everything_held() -> str:
    """Every row that a backup or an export would hold, every letter opened, every file and every session unpacked."""
    rows = "\n".join(
        json.dumps(row, ensure_ascii=False) for table in tables.kept(apps) for row in table.rows(connection)
    )
    letters = [outbox.text_of(letter) for letter in Letter.objects.all()]
    sessions = [str(one.get_decoded()) for one in Session.objects.all()]
    sessions += [str(unseal(draft.sealed, purpose=drafts.PURPOSE)) for draft in Draft.objects.all()]
    letters += [unseal(notice.sealed, purpose="notice") for notice in Notice.objects.all()]
    kept = [bytes(file.content).decode(errors="replace") for file in StoredFile.objects.all()]
    return "\n".join([rows, *letters, *sessions, *kept])


def _found(canaries: Canaries, held: str) -> list[str]:
    return sorted(
        text for text in canaries.put.values() if text in held or base64.b64encode(text.encode()).decode() in held
    )


def _every_page(canaries: Canaries, who: User, *, most: int | None = None) -> str:
    """Every page and file about one of these things, or about so many of each kind, as somebody reads it."""
    client, seen = Client(raise_request_exception=False), []
    client.force_login(who)
    for where, _, kind in guarded():
        for pk in canaries.things.get(kind, [])[:most] if not where.startswith("reported/") else ():
            seen.append(_text(client.get(_address(where, kind, pk))))
    return "\n".join(seen)


def _those_who_see_most(canaries: Canaries) -> str:
    wide = ((Role.SITE_LEAD, canaries.site), (Role.PROGRAMME_DIRECTOR, canaries.programme))
    return "\n".join(_every_page(canaries, places.make_member(place, role=role).user) for role, place in wide)


def _strangers(canaries: Canaries) -> str:
    """What people of another programme, who see most of that, find at the addresses of this one."""
    other = places.make_programme(name=f"Another {Place.objects.count()}")
    wide = ((Role.SITE_LEAD, places.make_site(other)), (Role.PROGRAMME_DIRECTOR, other))
    return "\n".join(_every_page(canaries, places.make_member(at, role=role).user, most=1) for role, at in wide)


def _other_ways(canaries: Canaries) -> str:
    """What goes out by other ways than the pages of people who sign in: to programs, calendars, searches, everybody."""
    programme, site, team = canaries.things["place_id"]
    reader = places.make_member(Place.objects.get(pk=str(team)), role=Role.TEAM_LEAD)
    actor, client, anybody = queries.actor_of(reader.user), Client(), Client()
    client.force_login(reader.user)
    _, token = tokens.make_token(name="P", expires_on=NOW.date() + dt.timedelta(days=9), by=actor, on=NOW.date())
    _, word = reminders.make_calendar(by=actor, at=NOW)
    bearer: Any = {"headers": {"Authorization": f"Bearer {token}"}}
    series = [f"/api/series/{pk}" for pk in canaries.things["series_id"]]
    seen = [_text(anybody.get(address, **bearer)) for address in ["/api/series", *series]]
    seen += [_text(anybody.get(f"/calendar/{word}.ics"))]
    seen += [_text(anybody.get(f"/places/{pk}/said/")) for pk in (programme, site, team)]
    seen += [_text(client.get(f"/places/{team}/library/?q=Canary")), _text(client.get("/account/held/json/"))]
    return "\n".join(seen)


def _text(response: Any) -> str:
    """The words of an answer: of a page, of a file that is sent in parts, of a workbook's sheets."""
    content: bytes = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


def _two_sides(canaries: Canaries) -> list[Any]:
    """Two people who may decide about all of it: directors, who each speak for one side."""
    pair = [places.make_member(canaries.programme, name=f"D{n}", role=Role.PROGRAMME_DIRECTOR) for n in range(2)]
    return [queries.actor_of(one.user) for one in pair]


def test_what_was_erased_is_nowhere(canaries: Canaries):
    assert _found(canaries, _everything_held()) == sorted(canaries.put.values())  # the search finds what is there
    assert len(_found(canaries, _other_ways(canaries))) > 3
    assert _found(canaries, _strangers(canaries)) == []
    before = dict(_raw(canaries))
    first, second = _two_sides(canaries)

    cases = _hidden(canaries, by=first)
    held = _everything_held()
    own = ("I was about to write", "And then")  # what somebody is typing is theirs, until it is erased
    assert _found(canaries, "\n".join(line for line in held.splitlines() if not any(one in line for one in own))) == []
    assert _found(canaries, _those_who_see_most(canaries) + _other_ways(canaries)) == []

    for case in cases:
        for by in (first, second):
            services.decide_about_text(case, verdict="ERASE", by=by, at=NOW)
    assert _found(canaries, _everything_held()) == []
    assert audit.verify_all() == []

    remembered = restoring.remember(connection)
    assert _found(canaries, str(remembered)) == []
    _write_back(before)
    assert len(_found(canaries, _everything_held())) > 60
    restoring.apply(remembered)
    assert _found(canaries, _everything_held()) == []


def _raw(canaries: Canaries) -> Iterator[tuple[tuple[str, str, str], Any]]:
    for table, row, column in canaries.put:
        entry = texts.entry(table)
        assert entry
        value = getattr(entry.model._default_manager.get(pk=row), column)
        content = (value.pk, bytes(value.content), value.sha256) if entry.kind(column) == "FILE" else value
        yield (table, row, column), content


def _write_back(before: dict[tuple[str, str, str], Any]) -> None:
    """Put the words back where they stood, as restoring an older backup does."""
    connection.check_constraints()
    with unguarded([Table(entry.model) for entry in texts.registered()], connection):
        for (table, row, column), value in before.items():
            entry = texts.entry(table)
            assert entry
            if entry.kind(column) == "FILE":
                pk, content, digest = value
                StoredFile.objects.filter(pk=pk).update(content=content, sha256=digest)
            else:
                entry.model._default_manager.filter(pk=row).update(**{column: value})


@pytest.mark.exhaustive
def test_what_was_hidden_is_on_no_page_of_any_role(canaries: Canaries):
    first, _ = _two_sides(canaries)
    held = [(role, _holder(role, level, canaries)) for role, level in HELD]
    before = {role: _found(canaries, _every_page(canaries, who, most=1)) for role, who in held}
    _hidden(canaries, by=first)

    seen = {f"{role}, {who}": _found(canaries, _every_page(canaries, who)) for role, who in held}

    assert {who: found for who, found in seen.items() if found} == {}
    assert len(set().union(*before.values())) > 30  # the same pages showed them until then,
    assert before[Role.OPERATOR] == []  # but never to those who see no content


def _holder(role: Role, level: Level, canaries: Canaries) -> User:
    """Somebody with this role at this level of the places in which the words stand."""
    at = dict(zip((Level.PROGRAMME, Level.SITE, Level.TEAM), canaries.things["place_id"], strict=True))
    if level == Level.INSTALLATION:
        who = make_user(name="Eve")
        Membership.objects.create(user=who, role=role, scope="", began_on=NOW.date())
        return who
    return places.make_member(Place.objects.get(pk=str(at[level])), role=role).user


def test_what_was_erased_is_in_no_file_of_the_database_and_no_older_backup_brings_it_back(tmp_path: Path):
    script = Path(__file__).with_name("taken_down_on_disk.py")
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    assert zipfile.is_zipfile(tmp_path / "older.zip")
