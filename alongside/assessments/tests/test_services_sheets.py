"""Sheets: printed with two codes, typed in once by somebody who can open none again."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from alongside.access.permissions import Role
from alongside.assessments import codes, services
from alongside.assessments.models import Ballot, PaperBatch, Quote, Sheet, WayCount
from alongside.assessments.rules import Answer, Silence, State
from alongside.assessments.services import sheets as sheet_services
from alongside.assessments.tests.factories import STAFF_ONLY, TEST, People, acting, make_round, person
from alongside.assessments.tests.paper_factories import make_batch, outsider, printed, typed
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.programmes.tests import factories as places

SAYS = {"c1": Answer(stage=2)}


def type_in(batch: PaperBatch, code: str, **given: object) -> None:
    said = {"voice": "uses_services", "answers": SAYS, "by": acting(batch.first), "at": clock.now(), **given}
    services.type_sheet(batch, code=code, **said)  # type: ignore[arg-type]


def test_make_sheets__tells_two_codes_once_and_keeps_a_mark_of_one(people: People) -> None:
    round = make_round(place=people.site)

    sheets = printed(round, number=3)

    assert len({one.code for one in sheets} | {one.own_code for one in sheets}) == 6
    assert set(Sheet.objects.values_list("mark", flat=True)) == {codes.mark(one.code) for one in sheets}
    row = AuditEntry.objects.get(action="round.sheets_made")
    assert row.changes == {"uses_services": 3, "easy_read": False}
    assert all(one.code not in str(row.changes) for one in sheets)


def test_make_sheets__before_the_round_opens_once_everything_is_there(people: People) -> None:
    bare = make_round(state=State.DRAFT, place=people.site, contacts=())
    with pytest.raises(services.NoSheetsYet, match="someone in the team to turn to"):
        printed(bare)

    ready = make_round(state=State.DRAFT, place=people.site)
    [sheet] = printed(ready)
    services.open_round(ready, by=TEST, at=clock.now())
    typed(make_batch(ready), sheet)

    assert Ballot.objects.get().voice == "uses_services"


def test_make_sheets__of_a_draft_that_is_changed_afterwards_can_no_longer_be_typed_in(people: People) -> None:
    draft = make_round(state=State.DRAFT, place=people.site)
    [sheet] = printed(draft)
    services.change_draft(
        draft,
        edition=draft.edition,
        name=draft.name,
        why=draft.why,
        closes_on=draft.closes_on,
        asked=[services.Asking("uses_services", 9, (1, 2))],
        contacts=[services.Contact(one.kind, one.name, one.phone, one.email) for one in draft.contacts.all()],
        mode=draft.mode,
        smallest=5,
        by=TEST,
        at=clock.now(),
    )
    services.open_round(draft, by=TEST, at=clock.now())

    with pytest.raises(services.UnknownSheet):
        typed(make_batch(draft), sheet)


def test_make_sheets__for_voices_that_are_asked_the_same_only(people: People) -> None:
    asked = [services.Asking("uses_services"), services.Asking("staff"), services.Asking("leaders", 0, (1, 2))]
    round = make_round(place=people.site, asked=asked)

    assert printed(round, "uses_services", "staff")[0].voices == ("uses_services", "staff")
    with pytest.raises(services.AskedDifferently):
        printed(round, "uses_services", "leaders")
    with pytest.raises(services.VoiceNotAsked):
        printed(round, "partners")
    with pytest.raises(services.VoiceNotAsked):
        services.make_sheets(round, [services.Wanted((), 1)], by=TEST, at=clock.now())


def test_make_sheets__not_once_it_has_closed(people: People) -> None:
    with pytest.raises(services.NotNow):
        printed(make_round(state=State.CLOSED, place=people.site))


def test_type_sheet__keeps_it_as_the_tear_offs_ballot_and_writes_no_audit_row(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round, easy_read=True)
    batch = make_batch(round)
    rows = AuditEntry.objects.count()

    typed(batch, sheet, says=[2, Silence.NOT_SAFE], words="They listened.", waives=True)

    ballot = Ballot.objects.get()
    assert ballot.mark == codes.mark(sheet.own_code)
    assert (ballot.voice, ballot.easy_read, ballot.waives) == ("uses_services", True, True)
    assert ballot.answers == {
        "c1": {"stage": 2, "words": "They listened.", "offered": True},
        "c2": {"silence": "not_safe"},
    }
    batch.refresh_from_db()
    assert batch.typed == 1
    assert dict(WayCount.objects.values_list("way", "count")) == {"own": 0, "kiosk": 0, "paper": 1, "helped": 0}
    assert AuditEntry.objects.count() == rows


def test_type_sheet__words_that_are_not_offered_are_not_kept(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)

    typed(make_batch(round), sheet, words="For nobody.", offered=False)

    assert "nobody" not in str(Ballot.objects.get().answers)


def test_type_sheet__the_same_sheet_twice_is_refused_and_changes_nothing(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    batch = make_batch(round)
    typed(batch, sheet, says=[0])

    for other in (batch, make_batch(round, outsider(round, "Uma"))):
        with pytest.raises(services.SheetIsTyped):
            typed(other, sheet, says=[3])

    assert Ballot.objects.get().answers == {"c1": {"stage": 0}}
    assert [one.typed for one in PaperBatch.objects.order_by("-typed")] == [1, 0]
    assert WayCount.objects.get(way="paper").count == 1


def test_type_sheet__where_the_machine_stopped_half_way_the_sheet_counts_once_and_stays_as_it_was(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    batch = make_batch(round)

    def stops(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr(sheet_services, "_spend", stops)
        with pytest.raises(KeyboardInterrupt):
            typed(batch, sheet, says=[0])
    with pytest.raises(services.SheetIsTyped):
        typed(batch, sheet, says=[3])

    batch.refresh_from_db()
    assert (batch.typed, WayCount.objects.get(way="paper").count) == (1, 1)
    assert Ballot.objects.get().answers == {"c1": {"stage": 0}}


def test_type_sheet__by_two_at_once_counts_once_and_the_slower_one_is_refused(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    slower, quicker = make_batch(round), make_batch(round, outsider(round, "Uma"))
    look = services.sheet_to_type

    def looks_while_the_other_types(*given: object, **named: object) -> Sheet:
        monkeypatch.setattr(sheet_services, "sheet_to_type", look)
        found = look(*given, **named)  # type: ignore[arg-type]
        typed(quicker, sheet, says=[0])
        return found

    monkeypatch.setattr(sheet_services, "sheet_to_type", looks_while_the_other_types)
    with pytest.raises(services.SheetIsTyped):
        typed(slower, sheet, says=[3])

    assert Ballot.objects.get().answers == {"c1": {"stage": 0}}
    assert dict(PaperBatch.objects.values_list("first__name", "typed")) == {"Tia": 0, "Uma": 1}
    assert WayCount.objects.get(way="paper").count == 1


def test_type_sheet__taken_back_by_the_person_it_cannot_be_typed_in_again(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    batch = make_batch(round)
    typed(batch, sheet)

    ticket = services.exchange(sheet.own_code, at=clock.now())
    services.withdraw_answers(receipt=sheet.own_code, at=clock.now())

    assert isinstance(ticket, services.Ticket)
    assert (ticket.voices, ticket.came_back) == (("uses_services",), True)
    with pytest.raises(services.SheetIsTyped):
        typed(batch, sheet)
    assert Ballot.objects.get().answers == {}


def test_type_sheet__the_sheets_own_code_opens_nothing_on_the_pages_for_people_who_answer(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    with pytest.raises(services.UnknownReceipt, match="not been typed in yet"):
        services.exchange(sheet.own_code, at=clock.now())

    typed(make_batch(round), sheet)

    with pytest.raises(services.UnknownCode):
        services.exchange(sheet.code, at=clock.now())


def _wrong(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


@pytest.mark.parametrize(
    ("code_of", "refusal"),
    [
        (lambda sheet: sheet.own_code, services.NotTheTearOff),
        (lambda sheet: _wrong(sheet.code), services.MistypedSheet),
        (lambda sheet: codes.new_code(), services.UnknownSheet),
    ],
    ids=["the tear-off's", "mistyped", "of no sheet"],
)
def test_type_sheet__another_code_is_refused(
    people: People, code_of: Callable[[services.PrintedSheet], str], refusal: type[Exception]
) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)

    with pytest.raises(refusal):
        type_in(make_batch(round), code_of(sheet))

    assert not Ballot.objects.exists()


def test_type_sheet__a_sheet_of_another_round_is_refused(people: People) -> None:
    other = make_round(place=people.site, state=State.DRAFT)
    round = make_round(place=people.site)

    with pytest.raises(services.UnknownSheet):
        type_in(make_batch(round), printed(other)[0].code)


def test_type_sheet__refuses_an_empty_sheet_another_voice_and_another_question(people: People) -> None:
    round = make_round(place=people.site, asked=[services.Asking("uses_services", 9, (1, 2)), services.Asking("staff")])
    [sheet] = printed(round)
    batch = make_batch(round)

    with pytest.raises(services.SheetIsEmpty):
        type_in(batch, sheet.code, answers={})
    with pytest.raises(services.VoiceNotAsked):
        type_in(batch, sheet.code, voice="staff")
    with pytest.raises(services.ItemNotAsked):
        type_in(batch, sheet.code, answers={"c3": Answer(stage=1)})

    assert not Ballot.objects.exists()
    assert not Sheet.objects.filter(spent=True).exists()


def test_type_sheet__too_late_is_refused_kindly(people: People, monday: dt.datetime) -> None:
    round = make_round(place=people.site)
    first, second = printed(round, number=2)
    batch = make_batch(round)

    late = dt.datetime.combine(round.closes_on, dt.time(9), dt.UTC) + dt.timedelta(days=1)
    with pytest.raises(services.SheetIsLate, match="Nothing you typed was kept"):
        type_in(batch, first.code, at=late)
    services.close_round(round, by=TEST, at=monday)
    with pytest.raises(services.BatchIsClosed):
        type_in(batch, second.code)

    assert not Ballot.objects.exists()


def test_type_sheet__closing_between_the_look_and_the_keeping_keeps_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch, monday: dt.datetime
) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    batch = make_batch(round)
    look = services.sheet_to_type

    def looks_and_it_closes(*given: object, **named: object) -> Sheet:
        found = look(*given, **named)  # type: ignore[arg-type]
        services.close_round(round, by=TEST, at=monday)
        return found

    monkeypatch.setattr(sheet_services, "sheet_to_type", looks_and_it_closes)
    with pytest.raises(services.SheetIsLate):
        typed(batch, sheet)

    assert not Ballot.objects.exists()


def test_type_sheet__only_by_whoever_is_named_and_only_while_they_are_from_outside(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    tia = outsider(round)
    batch = make_batch(round, tia)
    with pytest.raises(services.NotYourBatch):
        typed(batch, sheet, by=people.ada)

    places.make_member(people.site, name="Tia", email=tia.email, role=Role.MEMBER, voices=["staff"])
    with pytest.raises(services.TypistIsOfTheTeam):
        typed(batch, sheet)

    assert not Ballot.objects.exists()


def test_after_the_reveal__no_sheet_is_left_and_only_tear_offs_open_the_result(people: People) -> None:
    round = make_round(place=people.site, asked=STAFF_ONLY)
    sheets = printed(round, "staff", number=6)
    batch = make_batch(round)
    for one in sheets[:5]:
        typed(batch, one, says=[1] * 10, words="A word.")
    services.close_round(round, by=TEST, at=clock.now())
    for user in (people.ada, person("Abe", role=Role.SITE_LEAD, place=people.site, voices=["leaders"])):
        services.turn_reveal_key(round, by=acting(user), knowing=True, at=clock.now())
    round.refresh_from_db()
    services.share_round(round, by=TEST, at=clock.now())

    assert round.participation.get().asked == 6
    assert Quote.objects.count() == 5
    assert not Sheet.objects.exists()
    assert isinstance(services.exchange(sheets[0].own_code, at=clock.now()), services.Opener)
    with pytest.raises(services.UnknownCode):
        services.exchange(sheets[0].code, at=clock.now())


def test_two_people_in_one_batch_are_two(people: People) -> None:
    batch = make_batch(make_round(place=people.site))

    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBatch.objects.filter(pk=batch.pk).update(second=batch.first)
