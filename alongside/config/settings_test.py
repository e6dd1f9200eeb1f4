"""Settings for the tests: only what differs."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("ALONGSIDE_DATA", tempfile.mkdtemp(prefix="alongside-test-"))
os.environ.setdefault("ALONGSIDE_SECRET_KEY", "only-for-the-tests-" + "x" * 40)

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if os.environ.get("DATABASE_URL"):  # a pool would keep the test database from being dropped
    DATABASES["default"]["OPTIONS"].pop("pool", None)
