"""How passwords are kept: Argon2id, at the cost OWASP advises for a server that also has other work."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet); Django's own default takes 100 MiB."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
