"""Which settings are not safe for a real installation. `serve` and `work` refuse to start with them; `check`
lists them.

Each sentence says what is wrong, what it would lead to, and what to do.
"""

from __future__ import annotations

import ipaddress
import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

from alongside.cli import exits
from alongside.cli.exits import Stop

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
SHORTEST_KEY = 40
FEWEST_SIGNS = 10
SQLITE_FULL = 2
NEW_KEY = "Make one with: openssl rand -base64 48"
NO_SHARED_KEY = (
    "ALONGSIDE_SECRET_KEY is not set: with PostgreSQL each host would make its own, and none could read what another "
    "sealed. Set the same on every host."
)
NO_MAIL = (
    "EMAIL_URL is not set: letters with codes to sign in would go nowhere. Name your relay, or say none if this "
    "installation shall do without mail."
)
KNOWN_KEYS = ("change-me", "changeme", "django-insecure", "your-secret", "secret-key", "example")
ELSEWHERE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "glusterfs", "ceph", "afs"}
"""Kinds of file systems that are on another machine, where SQLite's locks and syncs cannot be relied on."""


def unsafe() -> list[str]:
    """One sentence per setting that is not safe; of an installation that only this machine reaches, less is asked."""
    from django.conf import settings
    from django.db import connection

    from alongside.core import installation

    found = []
    if settings.DEBUG:
        found.append("DEBUG is on: pages would show the insides of faults. Take away what turned it on.")
    if "*" in settings.ALLOWED_HOSTS:
        found.append("ALONGSIDE_HOSTS is *: anyone could pretend to be this site. Name the hosts that people use.")
    found += [*_weak_key(settings.SECRET_KEY), *_organisation()]
    if set(settings.ALLOWED_HOSTS) - LOCAL and not installation.is_demonstration():
        found += [*_without_tls(), *_addresses(), *_mail(), *_open_to_others(), *_keys_apart(connection.vendor)]
    return found + (_forgetful_postgres() if connection.vendor == "postgresql" else _forgetful_sqlite())


def refuse_unsafe() -> None:
    """Stop, with every reason, where something is not safe."""
    if found := unsafe():
        raise Stop("\n".join(["Not started: the settings are not safe.", *found]), exits.UNSAFE)


def _weak_key(key: str) -> list[str]:
    if len(key) < SHORTEST_KEY:
        return [f"ALONGSIDE_SECRET_KEY is shorter than {SHORTEST_KEY} characters: it could be guessed. {NEW_KEY}"]
    if len(set(key)) < FEWEST_SIGNS or any(known in key.lower() for known in KNOWN_KEYS):
        return [f"ALONGSIDE_SECRET_KEY looks made up or copied from an example: it could be guessed. {NEW_KEY}"]
    return []


def _keys_apart(vendor: str) -> list[str]:
    """Hosts that share a database must share the key; one made by each for itself opens nothing of the others'."""
    if vendor == "postgresql" and not os.environ.get("ALONGSIDE_SECRET_KEY", "").strip():
        return [f"{NO_SHARED_KEY} {NEW_KEY}"]
    return []


def _without_tls() -> list[str]:
    from django.conf import settings

    found = []
    if not settings.SESSION_COOKIE_SECURE or not settings.CSRF_COOKIE_SECURE:
        found.append("Cookies would travel without TLS. Take away what changed SESSION_COOKIE_SECURE.")
    if not settings.BEHIND_PROXY:
        found.append(
            "Nothing does TLS: this program speaks plain HTTP. Put a proxy that does before it (docs/install.md), "
            "and say ALONGSIDE_BEHIND_PROXY=yes"
        )
    return found


def _organisation() -> list[str]:
    """Whoever stands between could answer for an organisation that is asked without TLS, and come in as anybody."""
    from django.conf import settings

    return [
        f"{name} is {address}: whoever stands between could sign in as anybody. Begin it with https://"
        for name, address in (
            ("ALONGSIDE_OIDC_ISSUER", settings.OIDC["issuer"]),
            ("ALONGSIDE_OIDC_SIGN_IN_AT", settings.OIDC["sign_in_at"]),
        )
        if address and urlsplit(address).scheme != "https" and not _is_here(urlsplit(address).hostname or "-")
    ]


def _addresses() -> list[str]:
    from django.conf import settings
    from django.http.request import validate_host

    found = []
    for name in ("PUBLIC_URL", "RATING_URL"):
        said, address = f"ALONGSIDE_{name.removeprefix('PUBLIC_')}", urlsplit(getattr(settings, name))
        if address.scheme != "https":
            found.append(
                f"{said} is {address.geturl()}: people would be led to pages without TLS. Begin it with https://"
            )
        elif not validate_host(address.hostname or "", settings.ALLOWED_HOSTS):
            found.append(f"{said} names {address.hostname}, which is refused. Add it to ALONGSIDE_HOSTS.")
    return found


def _mail() -> list[str]:
    from django.conf import settings

    said = os.environ.get("EMAIL_URL", "").strip()
    if said == "none":
        return []
    if not said:
        return [NO_MAIL]
    found = []
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        found.append(
            "EMAIL_URL names no sender: relays would refuse the letters. Add ?from= and an address of yours to it."
        )
    if settings.EMAIL_HOST_PASSWORD and not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        found.append("EMAIL_URL would send a password without TLS. Begin it with smtp+tls:// or smtps://")
    return found


def _open_to_others() -> list[str]:
    """What other users of this machine could read of the data folder. Windows has no such marks on its files."""
    from django.conf import settings

    if os.name != "posix":
        return []
    folder = Path(settings.DATA)
    kept = [folder, *(folder / name for name in ("secret.key", "alongside.sqlite3"))]
    return [
        f"{path} can be opened by other users of this machine. Close it: chmod go= {path}"
        for path in kept
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def _forgetful_postgres() -> list[str]:
    from django.db import connection

    found = []
    if _answer("SHOW synchronous_commit") == "off":
        found.append(
            "PostgreSQL's synchronous_commit is off: a power cut would lose acknowledged answers. "
            "Turn it on: ALTER SYSTEM RESET synchronous_commit; and look at the role and the database too."
        )
    for name in ("fsync", "full_page_writes"):
        if _answer(f"SHOW {name}") == "off":
            found.append(
                f"PostgreSQL's {name} is off: a power cut would lose the database. Turn it on in postgresql.conf."
            )
    host = connection.settings_dict["HOST"]
    if not _is_here(host) and _answer("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "False":
        found.append(
            f"Answers would travel to the database at {host} without TLS. Add ?sslmode=verify-full (or require) to "
            "DATABASE_URL."
        )
    return found


def _is_here(host: str) -> bool:
    """Whether a database host is this machine: by socket, by name or by address."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _forgetful_sqlite() -> list[str]:
    from django.conf import settings

    from alongside.config import SQLITE_WAL_SAFE

    found = []
    if int(_answer("PRAGMA synchronous")) < SQLITE_FULL:
        found.append(
            "SQLite's synchronous is less than FULL: a power cut would lose acknowledged answers. "
            "Take away what changed DATABASES."
        )
    mode, wanted = _answer("PRAGMA journal_mode"), {"wal"} if SQLITE_WAL_SAFE else {"truncate", "delete", "persist"}
    if mode not in wanted | {"memory"} or (mode == "memory" and not _in_memory()):
        found.append(
            f"SQLite's journal mode is {mode}, not {' or '.join(sorted(wanted))}: a crash could damage the database. "
            "Stop every program that uses it, and start again."
        )
    if (kind := _file_system(Path(settings.DATA))) in ELSEWHERE:
        found.append(
            f"The data folder lies on a network share ({kind}), where SQLite loses data. "
            "Put it on a local disk, or use PostgreSQL."
        )
    return found


def _in_memory() -> bool:
    from django.db import connection

    return "memory" in str(connection.settings_dict["NAME"])


def _file_system(folder: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system that a folder lies on; empty where the system does not say."""
    if not mounts.exists():
        return ""
    whole = f"{folder.resolve()}/"
    lines = [line.split() for line in mounts.read_text().splitlines()]
    here = [(point.replace("\\040", " "), kind) for _, point, kind, *_ in lines]
    holding = [(len(point), kind) for point, kind in here if whole.startswith(point.rstrip("/") + "/")]
    return max(holding, default=(0, ""))[1]


def _answer(question: str) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])
