"""Sealed texts: readable only with the installation's secret key, which no backup holds."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal


class CannotUnseal(Refusal):
    message = _("This text was sealed with another secret key and cannot be read here.")


@lru_cache(maxsize=32)
def _key(purpose: str, secret: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())


def seal(text: str, *, purpose: str) -> bytes:
    """The text, encrypted for one purpose (a purpose cannot open another's seals)."""
    token: bytes = Fernet(base64.urlsafe_b64encode(_key(purpose, settings.SECRET_KEY))).encrypt(text.encode())
    return token


def unseal(token: bytes | memoryview[int], *, purpose: str) -> str:
    """The text behind a seal. Raises CannotUnseal for another purpose or another secret key."""
    try:
        opened: bytes = Fernet(base64.urlsafe_b64encode(_key(purpose, settings.SECRET_KEY))).decrypt(bytes(token))
    except InvalidToken as wrong:
        raise CannotUnseal from wrong
    return opened.decode()


def fingerprint(text: str, *, purpose: str) -> str:
    """A keyed hash (64 hex digits): nobody without the secret can try texts out."""
    return hmac.new(_key(purpose, settings.SECRET_KEY), text.encode(), hashlib.sha256).hexdigest()
