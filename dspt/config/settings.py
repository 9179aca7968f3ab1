"""The framework's settings: differences between places are values of ``environment``, not other files."""

from __future__ import annotations

import sys
from datetime import timedelta
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from dspt.accounts.rules import Provider
from dspt.config.environment import NO_SCANNER, ROOT, read_environment

ENVIRONMENT = read_environment()
ENVIRONMENT.data_dir.mkdir(parents=True, exist_ok=True)
TESTING = "pytest" in sys.modules

DSPT_IS_DEMO = ENVIRONMENT.is_demo
DSPT_BASE_URL = ENVIRONMENT.base_url.rstrip("/")
DSPT_CATALOGUE_DIR = ENVIRONMENT.catalogue_dir
DSPT_DATA_DIR = ENVIRONMENT.data_dir
DSPT_DOCUMENTS_DIR = ENVIRONMENT.data_dir / "documents"
DSPT_SIGNING_KEY_FILE = ENVIRONMENT.signing_key_file or ENVIRONMENT.data_dir / "keys" / "signing-key.json"
_s3 = {
    "bucket_name": ENVIRONMENT.documents_store.removeprefix("s3://"),
    "endpoint_url": ENVIRONMENT.s3_endpoint,
    "region_name": ENVIRONMENT.s3_region,
    "access_key": ENVIRONMENT.s3_access_key,
    "secret_key": ENVIRONMENT.s3_secret_key,
}
DSPT_S3 = {name: value for name, value in _s3.items() if value} if ENVIRONMENT.documents_store else {}
DSPT_SCANNER = "" if ENVIRONMENT.scanner == NO_SCANNER else ENVIRONMENT.scanner
DSPT_KEEP_YEARS = ENVIRONMENT.keep_years
DSPT_SCAN_AGAIN_DAYS = ENVIRONMENT.scan_again_days
DSPT_FILES_URL = "" if ENVIRONMENT.files_url == DSPT_BASE_URL else ENVIRONMENT.files_url
DSPT_UPLOAD_LIMIT_BYTES = ENVIRONMENT.upload_limit_mb * 1024 * 1024
DSPT_SPACE_LIMIT_BYTES = ENVIRONMENT.space_limit_mb * 1024 * 1024
DSPT_UPLOAD_FILES_LIMIT = ENVIRONMENT.upload_files_limit
DSPT_RECOVERY_WAIT = timedelta(minutes=ENVIRONMENT.recovery_wait_minutes)
DSPT_FACTOR_WAIT = timedelta(minutes=ENVIRONMENT.factor_wait_minutes)
DSPT_NHS_IDENTITY = ENVIRONMENT.nhs_identity
DSPT_FACTOR_FOR = ENVIRONMENT.factor_for
DSPT_FACTOR_KEY = ENVIRONMENT.factor_key or ENVIRONMENT.secret_key
DSPT_SSO = (
    (
        Provider(
            name=ENVIRONMENT.sso_name,
            issuer=ENVIRONMENT.sso_issuer,
            client_id=ENVIRONMENT.sso_client_id,
            client_secret=ENVIRONMENT.sso_client_secret,
            trusted_factor=ENVIRONMENT.sso_trusted_factor,
        ),
    )
    if ENVIRONMENT.sso_issuer
    else ()
)
DSPT_CONFIRM_MINUTES = ENVIRONMENT.confirm_minutes
DSPT_SESSION_HOURS = ENVIRONMENT.session_hours
DSPT_CONTACT_EMAIL = ENVIRONMENT.contact_email
DSPT_ALARM_EMAIL = ENVIRONMENT.alarm_email
DSPT_CONTACT_PHONE = ENVIRONMENT.contact_phone
DSPT_CONTACT_URL = ENVIRONMENT.contact_url

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
_host = urlsplit(DSPT_BASE_URL).hostname or "127.0.0.1"
_files_host = urlsplit(DSPT_FILES_URL).hostname
ALLOWED_HOSTS = [
    _host,
    *([_files_host] if _files_host else []),
    *ENVIRONMENT.allowed_hosts,
    *(["127.0.0.1", "localhost", "[::1]"] if DSPT_IS_DEMO else []),
]
CSRF_TRUSTED_ORIGINS = [DSPT_BASE_URL]
ROOT_URLCONF = "dspt.config.urls"
WSGI_APPLICATION = "dspt.config.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "dspt.journal",
    "dspt.notices",
    "dspt.rounds",
    "dspt.feedback",
    "dspt.directory",
    "dspt.calendar",
    "dspt.accounts",
    "dspt.organisations",
    "dspt.documents",
    "dspt.assessments",
    "dspt.register",
    "dspt.publication",
    "dspt.keeping",
    "dspt.jobs",
    "dspt.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dspt.web.kit.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dspt.web.kit.uploads.NotTooLong",
    "dspt.web.files.door.FilesDoor",
    "csp.middleware.CSPMiddleware",
    "dspt.web.kit.errors.OnlyForForms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "dspt" / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "dspt.web.kit.environment.environment"},
    },
    # Only for the sign-in library's own text files; no page of ours.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

_is_sqlite = ENVIRONMENT.database_url.startswith("sqlite:")
if ENVIRONMENT.database_url and not _is_sqlite:
    DATABASES = {"default": dict(dj_database_url.parse(ENVIRONMENT.database_url))}
    if not TESTING:
        # A page waits this many seconds for a connection, then says that the records are away: people who wait hold
        # the threads that would tell a balancer so.
        DATABASES["default"]["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": ENVIRONMENT.database_pool, "timeout": 5},
        }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            # Kept open by each thread: to open it and read its schema took longer than a page's statements.
            "CONN_MAX_AGE": None,
            "NAME": (
                dj_database_url.parse(ENVIRONMENT.database_url)["NAME"]
                if _is_sqlite
                else ENVIRONMENT.data_dir / "dspt.sqlite3"
            ),
            "OPTIONS": {
                # Writers queue for the lock at BEGIN instead of failing half-way; what is promised is on disk.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4096;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["dspt.accounts.gateways.staying.SignInBackend"]
PASSWORD_HASHERS = ["dspt.accounts.gateways.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "dspt.accounts.gateways.NotKnown"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "dspt.accounts.gateways.NotGuessable"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/organisations"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "dspt.accounts.gateways.staying"
SESSION_COOKIE_AGE = ENVIRONMENT.session_idle_minutes * 60
# A browser takes a name that begins so only over https, for this host alone and the whole of it.
DSPT_COOKIE_PREFIX = "__Host-" if DSPT_BASE_URL.startswith("https://") else ""
SESSION_COOKIE_NAME = f"{DSPT_COOKIE_PREFIX}dspt-session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{DSPT_COOKIE_PREFIX}dspt-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dspt.web.kit.errors.csrf_failure"
MESSAGE_STORAGE = "dspt.web.kit.headers.Messages"

_secure = DSPT_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
SECURE_SSL_REDIRECT = False  # the proxy in front redirects
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The button of single sign-on is answered with the way to the provider.
        "form-action": [SELF, *(each.origin for each in DSPT_SSO), *ENVIRONMENT.sso_origins],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}
_ = NONCE

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/assets/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [path for path in (ROOT / "build" / "assets",) if path.is_dir()]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
_hashed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _plain if TESTING or DEBUG else _hashed},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = TESTING or DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = [
    "dspt.web.kit.uploads.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

_mail = urlsplit(ENVIRONMENT.mail_url)
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
if _mail.scheme == "smtp":
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or ""
    EMAIL_PORT = _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = True
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

ACCOUNT_ADAPTER = "dspt.accounts.gateways.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an e-mail link of ours
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_TEMPLATE_EXTENSION = "html"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip,5/300s/key",
    "login": "120/m/ip",
    # Ours: asking for a link by mail, and opening one.
    "mail": "60/h/ip,6/h/key",
    "link": "60/m/ip",
    # Ours: codes, passkeys and the password once more.
    "factor": "60/m/ip,5/300s/key",
}
SOCIALACCOUNT_ADAPTER = "dspt.accounts.gateways.NoStrangers"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
MFA_ADAPTER = "dspt.accounts.gateways.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account begins with an e-mail link of ours
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies

CACHES = {
    # Shared by all processes: the sign-in library counts its rate limits here.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": f"dspt.config.logs.{'OneLine' if DSPT_IS_DEMO else 'JsonLine'}"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # Anybody may ask for a host that is not ours, and is answered 400: a page of traceback each time helps nobody.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Both would write whole addresses of pages and people at every step.
        "botocore": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
    },
}
