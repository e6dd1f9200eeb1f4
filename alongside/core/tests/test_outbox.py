from __future__ import annotations

import datetime as dt
import logging
import smtplib
import ssl

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from alongside.core import installation, outbox
from alongside.core.models import Installation, Letter

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
ON = AT.date()


def queue(*, to: str = "ada@example.org", subject: str = "Hello", body: str = "Words", sealed: bool = False) -> Letter:
    return outbox.queue(to=to, subject=subject, body=body, on=ON, sealed=sealed)


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.send_mail", refuse)


def test_send__goes_out_and_is_gone():
    queue()

    assert outbox.send_waiting(at=AT) == 1

    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ada@example.org"], "Hello", "Words")
    assert not Letter.objects.exists()
    assert outbox.send_waiting(at=AT) == 0


def test_sealed__is_unreadable_where_it_lies_and_readable_where_it_goes():
    letter = queue(body="BCDF-GHJK", sealed=True)

    assert letter.sealed
    assert letter.body == ""
    assert b"BCDF" not in bytes(letter.sealed)
    letter.refresh_from_db()
    assert outbox.text_of(letter) == "BCDF-GHJK"
    assert str(letter) == "Hello to ada@example.org"
    outbox.send_waiting(at=AT)
    assert mail.outbox[0].body == "BCDF-GHJK"


def test_plain__is_what_it_says():
    assert outbox.text_of(queue(body="Words")) == "Words"


def test_the_database__refuses_a_letter_both_sealed_and_plain():
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(to="a@example.org", subject="s", body="open", sealed=b"closed", queued_on=ON)


@pytest.mark.django_db(transaction=True)
def test_queue__goes_back_with_the_act():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert outbox.send_waiting(at=AT) == 0


def test_demonstration__sends_nothing_and_keeps_its_letters():
    installation.be_born(Installation.Kind.DEMONSTRATION, at=AT)
    queue()

    assert outbox.send_waiting(at=AT) == 0
    assert mail.outbox == []
    assert Letter.objects.count() == 1


def test_real__sends():
    installation.be_born(Installation.Kind.REAL, at=AT)
    queue()

    assert outbox.send_waiting(at=AT) == 1


def test_limit__leaves_the_rest_for_the_next_time():
    for number in range(3):
        queue(to=f"p{number}@example.org")

    assert outbox.send_waiting(at=AT, limit=2) == 2
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(), smtplib.SMTPServerDisconnected(), TimeoutError(), ValueError("no such header")]
)
def test_failure__waits_longer_each_time_and_then_stops(monkeypatch, error):
    letter = queue()
    failing(monkeypatch, error)

    waits = []
    at = AT
    for _ in range(outbox.ATTEMPTS):
        assert outbox.send_waiting(at=at) == 0
        letter.refresh_from_db()
        assert letter.not_before
        waits.append(int((letter.not_before - at).total_seconds() / 60))
        assert outbox.send_waiting(at=at) == 0
        at = letter.not_before

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]
    assert letter.state == Letter.State.FAILED
    outbox.send_waiting(at=at + dt.timedelta(days=9))
    letter.refresh_from_db()
    assert letter.attempts == outbox.ATTEMPTS


def test_failure__recovers_when_the_server_does(monkeypatch):
    queue()
    with monkeypatch.context() as away:
        failing(away, ConnectionRefusedError())
        outbox.send_waiting(at=AT)

    assert outbox.send_waiting(at=AT + dt.timedelta(minutes=1)) == 0
    assert outbox.send_waiting(at=AT + dt.timedelta(minutes=2)) == 1


def test_failure__one_bad_letter_does_not_keep_the_others(settings):
    bad = queue(subject="A subject\nwith a second line")
    elsewhere = queue(to="cleo@example.org", sealed=True)
    Letter.objects.filter(pk=elsewhere.pk).update(sealed=b"sealed with another key")
    queue(to="bea@example.org")

    assert outbox.send_waiting(at=AT) == 1
    assert mail.outbox[0].to == ["bea@example.org"]
    assert set(Letter.objects.values_list("pk", flat=True)) == {bad.pk, elsewhere.pk}


def test_crash__after_the_mark_is_sent_at_most_once_more(monkeypatch):
    queue()
    with monkeypatch.context() as crashing:
        failing(crashing, KeyboardInterrupt())  # type: ignore[arg-type]
        with pytest.raises(KeyboardInterrupt):
            outbox.send_waiting(at=AT)
    letter = Letter.objects.get()
    assert letter.state == Letter.State.SENDING

    assert outbox.send_waiting(at=AT) == 0
    assert outbox.send_waiting(at=AT + dt.timedelta(minutes=2)) == 1
    assert outbox.send_waiting(at=AT + dt.timedelta(minutes=9)) == 0


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (ssl.SSLCertVerificationError(1, "certificate verify failed"), "certificate is not trusted here"),
        (smtplib.SMTPRecipientsRefused({"ada@example.org": (550, b"ada@example.org unknown")}), "refused the address"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "does not take the name and password (535)"),
        (smtplib.SMTPServerDisconnected("gone"), "ended the talk"),
        (ConnectionRefusedError(111, "Connection refused"), "does not answer ([Errno 111] Connection refused)"),
        (ValueError("ada@example.org"), "not an address"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_failure__is_said_in_the_log_once_and_without_the_address(monkeypatch, caplog, fault: Exception, said: str):
    if isinstance(fault, ssl.SSLCertVerificationError):
        fault.verify_message = "unable to get local issuer certificate"
    queue(to="ada@example.org")
    queue(to="ada@example.org")
    failing(monkeypatch, fault)

    with caplog.at_level(logging.WARNING):
        outbox.send_waiting(at=AT)

    (line,) = [record.getMessage() for record in caplog.records if record.name == outbox.__name__]
    assert "(2)" in line
    assert said in line
    assert "ada" not in line
