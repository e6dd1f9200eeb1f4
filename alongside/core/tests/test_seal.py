from __future__ import annotations

import pytest

from alongside.core import seal
from alongside.core.refusals import Refusal


def test_seal__opens_for_its_purpose_and_no_other():
    token = seal.seal("wörds 🦔", purpose="letter")

    assert seal.unseal(token, purpose="letter") == "wörds 🦔"
    with pytest.raises(seal.CannotUnseal):
        seal.unseal(token, purpose="contact")


def test_seal__needs_the_installations_own_key(settings):
    token = seal.seal("words", purpose="letter")
    settings.SECRET_KEY = "another key"

    with pytest.raises(seal.CannotUnseal) as refused:
        seal.unseal(token, purpose="letter")
    assert "another secret key" in refused.value.message


def test_seal__never_looks_the_same_twice():
    assert seal.seal("words", purpose="letter") != seal.seal("words", purpose="letter")


@pytest.mark.parametrize("token", [b"", b"nonsense", b"\xff\xfe"])
def test_unseal__refuses_what_was_never_sealed(token):
    with pytest.raises(seal.CannotUnseal):
        seal.unseal(token, purpose="letter")


def test_unseal__takes_what_a_database_gives_back():
    token = seal.seal("words", purpose="letter")

    assert seal.unseal(memoryview(token), purpose="letter") == "words"


def test_fingerprint__is_the_same_for_the_same_and_different_otherwise(settings):
    mark = seal.fingerprint("BCDF-GHJK", purpose="code")

    assert len(mark) == 64
    assert mark == seal.fingerprint("BCDF-GHJK", purpose="code")
    assert mark != seal.fingerprint("BCDF-GHJK", purpose="receipt")
    assert mark != seal.fingerprint("BCDF-GHJX", purpose="code")
    settings.SECRET_KEY = "another key"
    assert mark != seal.fingerprint("BCDF-GHJK", purpose="code")


def test_refusal__has_a_message_of_its_kind_or_its_own():
    assert Refusal().message == "That cannot be done just now."
    assert Refusal("Not today.").message == str(Refusal("Not today.")) == "Not today."
