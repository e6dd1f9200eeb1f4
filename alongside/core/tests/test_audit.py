from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from alongside.core import audit
from alongside.core.models import AuditChain, AuditEntry, TrailIsAppendOnly

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
TESTS = audit.System("tests")


def write(action: str = "thing.made", scope: str = "p1/s9/", at: dt.datetime = AT, **changes: object) -> AuditEntry:
    return audit.record(action, by=TESTS, at=at, scope=scope, subject="thing", changes=changes)


def tamper(entry: AuditEntry, **fields: object) -> None:
    """Change a row as only somebody with the database in hand can."""
    AuditEntry.objects.filter(pk=entry.pk).update(**fields)


def broken(chain: str = "p1/") -> tuple[int, str] | None:
    found = audit.verify(chain)
    return (found.seq, found.why) if found else None


def test_record__says_who_did_what_where_and_what_changed():
    entry = write("thing.changed", name="Elmbank", on=dt.date(2026, 1, 2))

    entry.refresh_from_db()
    assert (entry.chain, entry.seq, entry.actor, entry.action) == ("p1/", 1, "system:tests", "thing.changed")
    assert (entry.scope, entry.subject, entry.at) == ("p1/s9/", "thing", AT)
    assert entry.changes == {"name": "Elmbank", "on": "2026-01-02"}
    assert str(entry) == "p1/#1 thing.changed"
    assert str(AuditChain.objects.get()) == "p1/#1"


def test_record__each_programme_has_its_chain_and_the_installation_one():
    for scope in ["p1/", "p1/s9/t2/", "p2/", ""]:
        write(scope=scope)

    heads = dict(AuditChain.objects.values_list("name", "last_seq"))
    assert heads == {"p1/": 2, "p2/": 1, "installation": 1}
    assert audit.verify_all() == []


def test_record__each_row_holds_on_to_the_one_before():
    first, second = write(), write()

    assert first.previous == ""
    assert second.previous == first.hash
    assert len(second.hash) == 64


def test_gathered__writes_the_rows_of_many_acts_at_its_end_as_if_one_by_one():
    before = write()
    with audit.gathered():
        for scope in ["p1/", "p1/s9/", "p2/", ""]:
            write(scope=scope)
        assert AuditEntry.objects.count() == 1

    write()

    rows = list(AuditEntry.objects.filter(chain="p1/").order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert rows[1].previous == before.hash
    assert dict(AuditChain.objects.values_list("name", "last_seq")) == {"p1/": 4, "p2/": 1, "installation": 1}
    assert audit.verify_all() == []


def test_gathered__what_raises_leaves_no_row():
    def dies() -> None:
        with transaction.atomic(), audit.gathered():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dies()

    assert not AuditEntry.objects.exists()
    assert write().seq == 1


def test_gathered__with_nothing_to_write_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0), audit.gathered():
        pass


def test_record__a_clock_that_went_back_does_not_turn_the_trail_round():
    write(at=AT)
    late = write(at=AT - dt.timedelta(hours=2))

    assert late.at == AT
    assert broken() is None


@pytest.mark.django_db(transaction=True)
def test_record__outside_the_acts_transaction_is_a_mistake_that_shows():
    with pytest.raises(audit.NotInATransaction):
        write()


@pytest.mark.django_db(transaction=True)
def test_record__goes_back_with_the_act():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not AuditEntry.objects.exists()
    with transaction.atomic():
        assert write().seq == 1


def test_verify__a_whole_chain_and_one_that_never_was():
    for _ in range(5):
        write()

    assert broken() is None
    assert broken("p2/") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"actor": "user:someone-else"},
        {"action": "thing.unmade"},
        {"scope": "p1/s8/"},
        {"subject": "another"},
        {"at": AT + dt.timedelta(seconds=1)},
        {"hash": "0" * 64},
        {"previous": "0" * 64},
        {"digest": "0" * 64},
    ],
)
def test_verify__notices_any_field_that_was_changed(fields):
    _, second, _ = write(), write(), write()

    tamper(second, **fields)

    assert broken() == (2, "a row was changed")


def test_verify__notices_what_a_row_says():
    write()
    second = write(name="Elmbank")

    tamper(second, changes={"name": "Fernhill"})

    assert broken() == (2, "what a row says was changed")


def test_verify__lets_an_erased_text_be():
    second = write(name="somebody's words")

    tamper(second, changes={"erased": True})

    assert broken() is None


def test_verify__notices_a_row_taken_out_at_the_beginning_in_the_middle_and_at_the_end():
    rows = [write() for _ in range(4)]
    AuditEntry.objects.filter(pk=rows[3].pk)._raw_delete("default")
    assert broken() == (4, "the last rows are missing")
    AuditEntry.objects.filter(pk=rows[1].pk)._raw_delete("default")
    assert broken() == (2, "a row is missing")
    AuditEntry.objects.filter(pk=rows[0].pk)._raw_delete("default")
    assert broken() == (1, "a row is missing")


def test_verify__notices_a_row_that_was_slipped_in():
    first = write()
    write()
    AuditEntry.objects.create(
        chain="p1/", seq=3, at=AT, actor="user:x", action="thing.made", subject="thing", digest="", previous=first.hash,
        hash="0" * 64,
    )  # fmt: skip

    assert broken() == (3, "a row was changed")


def test_verify__notices_the_last_row_rewritten_with_a_fitting_hash():
    write()
    last = write()
    last.actor = "user:someone-else"
    tamper(last, actor=last.actor, hash=audit._hash(last))

    assert broken() == (2, "the last rows are missing")


def test_verify_all__names_the_chain_that_broke():
    write(scope="p1/")
    entry = write(scope="p2/")
    tamper(entry, actor="user:someone-else")

    assert audit.verify_all() == [audit.Broken("p2/", 1, "a row was changed")]


def test_entries__are_neither_changed_nor_deleted_by_the_product():
    entry = write()

    with pytest.raises(TrailIsAppendOnly):
        entry.save()
    with pytest.raises(TrailIsAppendOnly):
        entry.delete()


def test_under__is_the_place_and_below_newest_first():
    write("one", scope="p1/s9/")
    write("two", scope="p1/s9/t2/")
    write("three", scope="p1/s90/")
    write("four", scope="p1/")

    assert [entry.action for entry in audit.under("p1/s9/")] == ["two", "one"]
    assert [entry.action for entry in audit.under("p1/")] == ["four", "three", "two", "one"]


def test_system__names_its_reason():
    assert audit.System("imports").signature == "system:imports"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_record__many_hands_at_once_make_one_whole_chain():
    def act(number: int) -> None:
        try:
            with transaction.atomic():
                write(number=number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        list(hands.map(act, range(80)))

    assert AuditEntry.objects.count() == 80
    assert audit.verify_all() == []
