"""The one settings file. Everything that differs between installations comes from the environment.

Each SAMPAN_ variable is described in docs/settings.md; `sampan check` refuses what cannot work.
"""

import os
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.conf import locale
from django.core.exceptions import ImproperlyConfigured


def _flag(name: str, *, default: bool) -> bool:
    text = os.environ.get(name, "yes" if default else "no").lower()
    if text not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is “{text}”; it must be yes or no.")
    return text == "yes"


def _one_of(name: str, *allowed: str, default: str) -> str:
    text = os.environ.get(name, default)
    if text not in allowed:
        raise ImproperlyConfigured(f"{name} is “{text}”; it must be one of {', '.join(allowed)}.")
    return text


def _list(name: str, default: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _database(address: str) -> dict[str, Any]:
    """SQLite or PostgreSQL, by one address."""
    try:
        scheme = urlsplit(address).scheme
        parsed: dict[str, Any] = dj_database_url.parse(address)
    except ValueError:
        scheme = ""
    if scheme not in {"sqlite", "postgresql", "postgres"}:
        raise ImproperlyConfigured(
            "SAMPAN_DATABASE reads like postgresql://user:password@host/name (or sqlite:///path)."
        )
    return parsed


def _assets(address: str) -> dict[str, Any]:
    """The store of assets: a folder, or s3://bucket?endpoint=…&region=… (keys as the S3 client reads them)."""
    if not address:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": MEDIA_ROOT},
        }
    url = urlsplit(address)
    if url.scheme != "s3" or not url.hostname:
        raise ImproperlyConfigured(
            f"SAMPAN_ASSETS is “{address}”; it reads like s3://bucket?endpoint=https://…."
        )
    asked = dict(parse_qsl(url.query))
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": url.hostname,
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
            "file_overwrite": True,
        },
    }


def _mail(address: str) -> dict[str, Any]:
    """How mail is sent: smtp://user:password@host:587, or into the log."""
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    url = urlsplit(address)
    if not re.fullmatch(r"smtps?://([^@]*@)?[^/@:]+(:\d{1,5})?/?", address):
        raise ImproperlyConfigured("SAMPAN_EMAIL reads like smtp://user:password@host:587.")
    return {
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or 587,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp" and bool(url.username),
        "EMAIL_USE_SSL": url.scheme == "smtps",
    }


def _embedder(address: str) -> dict[str, Any] | None:
    """The server of embeddings: https://host/v1/embeddings?model=NAME&dimensions=NUMBER."""
    if not address:
        return None
    url = urlsplit(address)
    asked = dict(parse_qsl(url.query))
    model, dimensions = asked.get("model", ""), asked.get("dimensions", "")
    if (
        url.scheme not in {"http", "https"}
        or not 0 < len(model) <= 80
        or not re.fullmatch(r"[1-9]\d{0,4}", dimensions)
    ):
        raise ImproperlyConfigured(
            f"SAMPAN_EMBEDDER is “{address}”; it reads like "
            "https://host/v1/embeddings?model=bge-m3&dimensions=1024."
        )
    return {"url": address.partition("?")[0], "model": model, "dimensions": int(dimensions)}


# Where everything that the program writes is kept: database, assets, indexes, compiled static files.
VAR = Path(os.environ.get("SAMPAN_VAR", "var")).resolve()

# A demonstration or a developer's machine; never an installation that others can reach.
LOCAL = _flag("SAMPAN_LOCAL", default=True)
DEBUG = _flag("SAMPAN_DEBUG", default=False)  # Django's own pages about faults: for developers
PUBLIC_URL = os.environ.get("SAMPAN_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = _list("SAMPAN_HOSTS", "127.0.0.1,localhost,[::1]" if LOCAL else "")
SECRET_KEY = os.environ.get("SAMPAN_SECRET_KEY", "")
if not SECRET_KEY:
    if not LOCAL:
        raise ImproperlyConfigured("SAMPAN_SECRET_KEY is empty; set 50 or more random characters.")
    SECRET_KEY = "only-for-a-demonstration-on-your-own-machine-0123456789"  # noqa: S105  # LOCAL alone

DATABASES = {
    "default": _database(os.environ.get("SAMPAN_DATABASE", f"sqlite:///{VAR / 'sampan.sqlite3'}"))
}
IS_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if IS_SQLITE:
    # WAL lets readers go on while one writes; IMMEDIATE makes a writer wait at its start, not fail at its end.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=2147418112; PRAGMA cache_size=-32000;"
        ),
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; opening one costs as much as a small page
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Hosts and networks that may be fetched from though they are not public; see partners/fetch.py.
FETCH_ALLOW = _list("SAMPAN_FETCH_ALLOW", "")

# What machines may do with what this site shows to everybody; see web/reservation.py.
AI_ALLOW = _list("SAMPAN_AI_ALLOW", "ai.index")
AI_TERMS = os.environ.get("SAMPAN_AI_TERMS", "")

# What says what a text means: the model that comes along, or a server; see catalogue/search/embedders.py.
EMBEDDER = _embedder(os.environ.get("SAMPAN_EMBEDDER", ""))
EMBEDDER_KEY = os.environ.get("SAMPAN_EMBEDDER_KEY", "")

# A desk is there where what it needs is installed: a small house may do without contracts and measures.
_NEEDS = {"market": ("typst", "uharfbuzz"), "report": ("duckdb", "splink", "typst", "vl_convert")}
DESKS = [
    desk
    for desk in ("newswire", "market", "protection", "report")
    if all(find_spec(package) for package in _NEEDS.get(desk, ()))
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "sampan.partners",
    "sampan.catalogue",
    *[f"sampan.desks.{desk}" for desk in DESKS],
    "sampan.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sampan.web.operations.health.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sampan.web.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sampan.partners.acting.ActingMiddleware",
    "sampan.web.reservation.ReservationMiddleware",
    "sampan.web.refusals.RefusalMiddleware",
]
CSRF_FAILURE_VIEW = "sampan.web.refusals.csrf_failure"

ROOT_URLCONF = "sampan.web.urls"
WSGI_APPLICATION = "sampan.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sampan.web.frame.context",
            ],
        },
    }
]

# People sign in with an e-mail address and a password; a second factor is theirs to add, and operators' duty.
AUTH_USER_MODEL = "partners.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sampan.web.accounts.AccountAdapter"
ACCOUNT_FORMS = {"login": "sampan.web.accounts.SignIn"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Lao and Filipino have no entry of Django's own.
locale.LANG_INFO.update(
    {
        "lo": {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ລາວ"},
        "fil": {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"},
    }
)
LANGUAGES = [
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("lo", "ລາວ"),
    ("th", "ไทย"),
    ("vi", "Tiếng Việt"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [
    Path(__file__).parent / "static",
    ("fonts", VAR / "fonts"),  # made by web/fonts.py at the first start
]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]  # the fonts' folder may not be there yet
# Said outright, because their defaults follow settings.DEBUG, which a test run changes later.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = VAR / "assets"
STORAGES = {
    "default": _assets(os.environ.get("SAMPAN_ASSETS", "")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by 127.0.0.1, where no TLS is
if not LOCAL:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = _flag("SAMPAN_HTTPS_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

globals().update(_mail(os.environ.get("SAMPAN_EMAIL", "")))
DEFAULT_FROM_EMAIL = os.environ.get("SAMPAN_EMAIL_FROM", "sampan@localhost")

# Story mail and workbooks are larger than Django's default of 2.5 MB; the desks check sizes themselves.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

# Who may read /metrics; empty leaves it open on a developer's machine and closed elsewhere.
METRICS_TOKEN = os.environ.get("SAMPAN_METRICS_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": _one_of(
                "SAMPAN_LOG", "plain", "json", default="plain" if LOCAL else "json"
            ),
        }
    },
    "root": {
        "handlers": ["console"],
        "level": _one_of(
            "SAMPAN_LOG_LEVEL", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL", default="INFO"
        ),
    },
    "loggers": {
        "fontTools": {"level": "WARNING"},  # it tells every glyph
        "faiss": {"level": "WARNING"},  # and this which of the processor's lanes it looks for
        "sqlglot": {"level": "WARNING"},  # and this each index that it shifts
    },
}
