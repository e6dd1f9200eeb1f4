"""Settings, read from the environment (docs/operations.md lists them)."""

from __future__ import annotations

import os
import secrets
from email.utils import getaddresses
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url

from alongside.config import SQLITE_WAL_SAFE

PACKAGE = Path(__file__).resolve().parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def switch(name: str) -> bool:
    return text(name).lower() in {"1", "yes", "true", "on"}


DATA = Path(text("ALONGSIDE_DATA", "data")).absolute()
"""The folder that holds everything this installation keeps on disk."""


def _secret_key() -> str:
    """The key from the environment, else the one kept in the data folder, made at the first start."""
    if given := text("ALONGSIDE_SECRET_KEY"):
        return given
    kept = DATA / "secret.key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = words("ALONGSIDE_HOSTS", "localhost,127.0.0.1,[::1]")
SECURE = any(host not in {"localhost", "127.0.0.1", "[::1]"} for host in ALLOWED_HOSTS)
"""Whether this installation is reached from elsewhere, which must be over TLS."""
PUBLIC_URL = text(
    "ALONGSIDE_URL", f"https://{ALLOWED_HOSTS[0]}" if SECURE else f"http://localhost:{text('PORT', '8000')}"
)
"""Where people who sign in find this installation, without a slash at the end."""
RATING_URL = text("ALONGSIDE_RATING_URL", PUBLIC_URL)
"""Where people without an account find it: printed on slips and posters. May be an address of its own."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "alongside.core",
    "alongside.access",
    "alongside.ui",
    "alongside.accounts",
    "alongside.frameworks",
    "alongside.programmes",
    "alongside.keeping_safe",
    "alongside.measures",
    "alongside.assessments",
    "alongside.goals",
    "alongside.api",
    "alongside.home",
    "alongside.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "alongside.config.middleware.OwnOnlyMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # slow phones; it pads each page by a random length against BREACH
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alongside.ui.looks.LookMiddleware",  # for LocaleMiddleware: a language is chosen, not guessed
    "django.middleware.common.CommonMiddleware",
    "alongside.accounts.middleware.DraftMiddleware",  # before the token is checked: a form whose token is old is kept
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "alongside.programmes.middleware.ActorMiddleware",
    "alongside.config.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["alongside.ui.templatetags.forms_once"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "alongside.config.context.everywhere",
            ],
        },
    },
]
FORM_RENDERER = "alongside.ui.forms.Renderer"

# Databases: one SQLite file in the data folder, or what DATABASE_URL says (PostgreSQL).
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "alongside.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",  # else writers meet "database is locked"
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={'WAL' if SQLITE_WAL_SAFE else 'TRUNCATE'};"
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;",
    },
}
DATABASES: dict[str, Any] = {"default": _SQLITE}
if text("DATABASE_URL"):
    DATABASES = {"default": dict(dj_database_url.parse(text("DATABASE_URL"), conn_max_age=0))}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": int(text("ALONGSIDE_POOL", "8")), "timeout": 10},
    }
ATOMIC_REQUESTS = False  # a read in a transaction would take SQLite's write lock

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["alongside.accounts.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "alongside.accounts.validators.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "alongside.accounts.validators.NotEasilyGuessed"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
SECOND_FACTOR_URL = "/account/second-step/"
"""Where somebody is sent whose roles need a second factor that they have not set up."""

SESSION_ENGINE = "alongside.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60  # since the last request; accounts.sessions adds the end after 12 hours
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if SECURE:  # browsers take cookies of these names over TLS only, and from no other host
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone when the browser closes, as on a shared tablet it should be
CSRF_FAILURE_VIEW = "alongside.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
BEHIND_PROXY = switch("ALONGSIDE_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
LEAVE_TO = text("ALONGSIDE_LEAVE_TO")
"""Where "Leave this page" takes people: an outside address, or nothing for our own page about bread."""
_leaving = ["{0.scheme}://{0.netloc}".format(urlsplit(LEAVE_TO))] if LEAVE_TO else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *_leaving],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("it", "Italiano"), ("ja", "日本語"), ("nl", "Nederlands")]
TRANSLATED = (
    "/rate/", "/told/", "/pulse/", "/talk/", "/report/", "/goals/key/", "/sign-in/", "/style-guide/participant/",
)  # fmt: skip
"""Where pages speak the language that somebody chose: those translated so far. All others say that they are English."""
TRANSLATED_TOO = ("/said/",)
"""The same by how an address ends: what a place tells everybody."""
LANGUAGE_COOKIE_NAME = "language"  # holds the choice and nothing else (ui.looks)
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "alongside.config.formats"
TIME_ZONE = text("ALONGSIDE_TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None  # served straight from the package, nothing to collect
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60 * 60
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages have a use for our styles

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}


def _mail(url: str) -> dict[str, Any]:
    """smtp://user:password@host:port/?from=address (smtps: for TLS from the start, smtp+tls: for STARTTLS)."""
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "DEFAULT_FROM_EMAIL": getaddresses([sender])[0][1] if sender else "alongside@localhost",
    }


# `none`: an installation that does without; what would be sent is thrown away.
EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if text('EMAIL_URL') == 'none' else 'smtp'}.EmailBackend"
EMAIL_TIMEOUT = 20
_MAIL = _mail(text("EMAIL_URL", "smtp://localhost:25/"))
globals().update(_MAIL)

# Accounts: signing in by password or by a code sent by email; nobody signs up by themselves.
ACCOUNT_ADAPTER = "alongside.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # our own view sends that letter
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = False  # accounts.throttle counts in the database instead

# Second factors: an app, keys, printed codes. The pages are ours; what must be read again is sealed.
MFA_ADAPTER = "alongside.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Alongside"
MFA_TOTP_TOLERANCE = 1  # half-minutes that a phone's clock may be wrong

# OpenID Connect: people sign in through their organisation where this is set; nobody signs up.
OIDC: dict[str, Any] = {
    "issuer": text("ALONGSIDE_OIDC_ISSUER").rstrip("/"),
    "sign_in_at": text("ALONGSIDE_OIDC_SIGN_IN_AT"),  # where its sign-in page is, if on another host than the issuer
    "name": text("ALONGSIDE_OIDC_NAME"),
    "second_factor": words("ALONGSIDE_OIDC_SECOND_FACTOR"),  # what shows one in a token: amr=mfa, acr=…
}
SOCIALACCOUNT_ADAPTER = "alongside.accounts.organisation.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC["name"] or "organisation",
                "client_id": text("ALONGSIDE_OIDC_CLIENT_ID"),
                "secret": text("ALONGSIDE_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC["issuer"]},
            }
        ]
        if OIDC["issuer"]
        else [],
    }
}
for _there in (OIDC["issuer"], OIDC["sign_in_at"]):  # the form that leads there is answered with the way there
    if _there:
        CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append("{0.scheme}://{0.netloc}".format(urlsplit(_there)))

# Ten wrong passwords for one address from one place close that door for twelve minutes.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.2  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "alongside.accounts.throttle.locked_out"
AXES_CLIENT_IP_CALLABLE = "alongside.accounts.throttle.place_of"
AXES_USERNAME_CALLABLE = "alongside.accounts.throttle.address_tried"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# What background work does at each tick, and what a restored backup must not bring back: dotted paths.
ALONGSIDE_TICKS = [
    "alongside.core.outbox.send_waiting",
    "alongside.core.drafts.forget_old",
    "alongside.accounts.throttle.forget_what_is_over",
    "alongside.accounts.services.forget_old_notices",
    "alongside.programmes.services.deputies.forget_who_was_away",
    "alongside.assessments.services.let_time_pass",
    "alongside.goals.services.loops.let_loops_pass",
    "alongside.goals.services.ledger.let_pulses_pass",
    "alongside.goals.services.reminders.send_weekly_letters",
    "alongside.measures.services.forget_staged",
    "alongside.keeping_safe.services.forget_talks",
    "alongside.keeping_safe.services.scrub_waiting",
]
# What is held about a person, and what each app does when somebody leaves for good (the highest first): dotted paths.
ALONGSIDE_HOLDINGS = [
    "alongside.accounts.queries.holding.held_about",
    "alongside.core.holding.held_about",
    "alongside.programmes.queries.holding.held_about",
    "alongside.keeping_safe.queries.holding.held_about",
    "alongside.measures.queries.holding.held_about",
    "alongside.assessments.queries.holding.held_about",
    "alongside.goals.queries.holding.held_about",
    "alongside.api.holding.held_about",
]
ALONGSIDE_LEAVING = [
    "alongside.api.services.leaving.leaving",
    "alongside.goals.services.leaving.leaving",
    "alongside.assessments.services.leaving.leaving",
    "alongside.keeping_safe.services.leaving.leaving",
    "alongside.programmes.services.leaving.leaving",
]
ALONGSIDE_AFTER_RESTORE = [
    "alongside.accounts.services.restoring",
    "alongside.assessments.services.restoring",
    "alongside.goals.services.loops.restoring",
    "alongside.goals.services.ledger.restoring",
    "alongside.goals.services.reminders.restoring",
    "alongside.api.services.restoring",
    "alongside.keeping_safe.services.restoring",
]
ALONGSIDE_TEXTS = [
    "alongside.core.own_texts",
    "alongside.accounts.texts",
    "alongside.frameworks.texts",
    "alongside.programmes.texts",
    "alongside.keeping_safe.texts",
    "alongside.measures.texts",
    "alongside.assessments.texts",
    "alongside.goals.texts",
    "alongside.api.texts",
]
"""Which columns hold words of people, so that any of them can be taken down: see `core.texts`."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"named": {"format": "%(name)s: %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "security": {"class": "logging.StreamHandler", "formatter": "named"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"alongside.security": {"level": "INFO", "handlers": ["security"], "propagate": False}},
}
