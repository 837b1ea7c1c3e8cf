"""The portal's settings, all from the environment; `samlad serve` sets it from its arguments.

SAMLAD_DATA: the data folder (none: everything in memory, as tests want it). SAMLAD_RELEASE: another
folder of results. SAMLAD_DATABASE: postgresql://user:password@host:port/name. SAMLAD_HOSTS: the
names the portal answers to, with commas. SAMLAD_CONTACT: an e-mail address or web address that
visitors can turn to. SAMLAD_HTTPS: 1 where a server in front serves by https. SAMLAD_SECRET_KEY:
the key of sessions and second factors, in place of secret.key in the data folder. SAMLAD_OPENID
and others: a provider to sign in by; see samlad.portal.accounts.openid.settings. SAMLAD_BREACHED: a
file of leaked passwords; see samlad.portal.accounts.breached.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from samlad.errors import EnvironmentFault
from samlad.portal.accounts.breached import breached_of
from samlad.portal.accounts.openid.settings import APPS, DJANGO, openid_of

HERE = Path(__file__).parent
DATA = Path(os.environ["SAMLAD_DATA"]) if os.environ.get("SAMLAD_DATA") else None


def _database() -> dict[str, Any]:
    address = os.environ.get("SAMLAD_DATABASE", "")
    if address:
        parts = _postgresql(address)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / "samlad.sqlite3") if DATA else ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "timeout": 10,
        },
    }


def _postgresql(address: str) -> SplitResult:
    parts = urlsplit(address)
    try:
        is_whole = parts.scheme == "postgresql" and parts.path.strip("/") and parts.port != 0
    except ValueError:  # the port is no number
        is_whole = False
    if not is_whole:
        raise EnvironmentFault(
            "SAMLAD_DATABASE: is no database address; "
            "write it as postgresql://user:password@host:port/name"
        )
    return parts


def _secret_key() -> str:
    """The key in the data folder, made at the first start: sessions and second factors need it.

    Written whole under another name first, so that of two who start at once both read the same.
    """
    if DATA is None or not DATA.is_dir():
        return secrets.token_urlsafe(50)
    path, own = DATA / "secret.key", DATA / f".secret.{secrets.token_hex(8)}"
    try:
        if not path.exists():
            own.touch(mode=0o600)
            own.write_text(secrets.token_urlsafe(50), encoding="ascii")
            with contextlib.suppress(FileExistsError):
                os.link(own, path)
            own.unlink()
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFault(
            f"{path}: cannot be read or made ({error}); set SAMLAD_SECRET_KEY, or choose another "
            "folder with --data"
        ) from None


DEBUG = False
SECRET_KEY = os.environ.get("SAMLAD_SECRET_KEY") or _secret_key()
ALLOWED_HOSTS = [
    name.strip()
    for name in os.environ.get("SAMLAD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    if name.strip()
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "samlad.portal.audit",
    "samlad.portal.register",
    "samlad.portal.content",
    "samlad.portal.accounts",
    "samlad.portal.work",
    "samlad.portal.statistics",
    "samlad.portal.goals",
    "samlad.portal.pages",
]

MIDDLEWARE = [
    "samlad.portal.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samlad.portal.middleware.language_of_the_address",
    "samlad.portal.middleware.CompressText",
    "django.middleware.http.ConditionalGetMiddleware",
    "samlad.portal.middleware.only_reading",
    "samlad.portal.middleware.same_site_only",
    "samlad.portal.middleware.bounded_queries",
    "django.middleware.common.CommonMiddleware",
    "samlad.portal.work_middleware.Sessions",
    "samlad.portal.work_middleware.Tokens",
    "samlad.portal.work_middleware.Accounts",
    "samlad.portal.middleware.FaultsOfVisitors",
]

ROOT_URLCONF = "samlad.portal.urls"
WSGI_APPLICATION = "samlad.portal.wsgi.application"
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "libraries": {"samlad": "samlad.portal.tags"},
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

USE_I18N = True
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# Those who work in the register; see docs/security.md. Visitors get no cookie.
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"samlad.portal.accounts.passwords.{rule}"}
    for rule in ("LongEnough", "NotCommon", "NotTheName", "NotBreached")
]
BREACHED = breached_of(os.environ.get("SAMLAD_BREACHED", ""))
# Served by https, as by a server in front: then cookies are kept to it.
HTTPS = os.environ.get("SAMLAD_HTTPS", "") not in ("", "0")
SESSION_COOKIE_NAME = "__Host-samlad" if HTTPS else "samlad"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_USE_SESSIONS = True  # no cookie of its own
CSRF_FAILURE_VIEW = "samlad.portal.accounts.tokens.token_refused"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a grant can name every municipality

# A provider of OpenID Connect, where there is one.
OPENID = openid_of(os.environ)
if OPENID:
    INSTALLED_APPS += APPS
    globals().update(DJANGO)

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = str(DATA / "static") if DATA else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "samlad.portal.static_files.HashedFiles"
        if DATA
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DATA is None
WHITENOISE_ADD_HEADERS_FUNCTION = None
WHITENOISE_ALLOW_ALL_ORIGINS = False  # only open data is: see samlad.portal.middleware

# Where visitors turn; empty where whoever runs this has not said.
CONTACT = os.environ.get("SAMLAD_CONTACT", "").strip()

# At most this much of a visitor's words is read; see samlad.portal.middleware.
QUERY_LENGTH = 2_000
QUERY_PARAMETERS = 100
# Programs written for the Government's site name every code they want, in one address.
LONG_QUERIES_BELOW = "/Filter/"
LONG_QUERY_LENGTH = 8_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Visitors' own mistakes are answered, not logged; faults of ours by the error page.
        "django": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},
        "waitress.queue": {"level": "ERROR"},  # a short queue is no news
    },
}
