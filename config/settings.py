"""All settings, from the environment. `JIUZHU_HOME` is the one folder that holds everything written at run time."""

import os

from csp.constants import NONCE, SELF

from config import env

ROOT = env.ROOT
HOME = env.home()
DEBUG = False
TESTING = env.flag("JIUZHU_TESTING")

ALLOWED_HOSTS = env.words("JIUZHU_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("JIUZHU_ORIGINS", "")
DATA = ROOT / "data"
"""Public facts that come with the product: divisions, calendars."""
LOOKING = env.folder("JIUZHU_LOOKING", ROOT / "jiuzhu" / "org" / "looking.yaml")
"""How much officers and departments may look at, and what is unusual: house rules that a county may set."""
PUBLIC_URL = os.environ.get("JIUZHU_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
"""Where residents reach the product; printed as a QR code on letters."""
LETTER_FONTS = env.words(
    "JIUZHU_LETTER_FONTS", "FangSong,FangSong_GB2312,STFangsong,Noto Serif CJK SC,Noto Sans CJK SC"
)
LETTER_TITLE_FONTS = env.words(
    "JIUZHU_LETTER_TITLE_FONTS", "FZXiaoBiaoSong-B05S,FZXiaoBiaoSong-B05,Noto Serif CJK SC,Noto Sans CJK SC"
)
KEY_FILE = env.folder("JIUZHU_KEYS", HOME / "keys.json")
"""Key ring of `vault`; made by `jiuzhu setup`, never by a running server."""
KEYS_WERE_THERE = KEY_FILE.exists()
"""Before this process: what `jiuzhu setup` has just made itself it may take back."""
GATEWAYS = env.folder("JIUZHU_GATEWAYS", HOME / "gateways.json")
"""Addresses and shared keys of departments and the paying bank (see `gateways.addresses`)."""
LAKE = env.folder("JIUZHU_LAKE", HOME / "lake")
"""Whole registers as files; may lie on a disk of its own."""
LAKE_ENCRYPTED = env.flag("JIUZHU_LAKE_ENCRYPTED")
"""New files of the lake are sealed (SM4-GCM); files of both kinds are read side by side."""

from jiuzhu.vault.ring import Ring  # noqa: E402 - needs KEY_FILE's place only

SECRET_KEY = Ring.open(KEY_FILE, make=TESTING or env.flag("JIUZHU_MAKE_KEYS")).web_secret

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "jiuzhu.jobs",
    "jiuzhu.trail",
    "jiuzhu.org",
    "jiuzhu.editions",
    "jiuzhu.catalogue",
    "jiuzhu.lake",
    "jiuzhu.clocks",
    "jiuzhu.documents",
    "jiuzhu.notices",
    "jiuzhu.registry",
    "jiuzhu.assessment",
    "jiuzhu.verification",
    "jiuzhu.verification.assist",
    "jiuzhu.benefits",
    "jiuzhu.recheck",
    "jiuzhu.casework",
    "jiuzhu.intake",
    "jiuzhu.analysis",
    "jiuzhu.oversight",
    "jiuzhu.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "jiuzhu.web.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            ROOT / "jiuzhu" / "web" / face / "templates"
            for face in ("ui", "home", "desk", "citizen", "disclosure")
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "builtins": ["jiuzhu.web.ui.templatetags.ui"],
        },
    },
]

DATABASES = {"default": env.database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROXIES = env.number("JIUZHU_PROXIES", 0)
"""How many own proxies stand before the server; each adds one address to X-Forwarded-For. 0 = the line's own address."""

API_TOKENS = env.words("JIUZHU_API_TOKENS", "")
"""Programs that may ask: name:SHA-256 of their token."""
API_DEPARTMENTS = env.words("JIUZHU_DEPARTMENTS", "")
"""Departments that may ask who is on the register: name:SHA-256 of their token:region code:purpose+purpose."""

AUTH_USER_MODEL = "org.Login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "jiuzhu.web.ui.refusals.csrf_failed"
LOGIN_URL = "desk:login"
LOGIN_REDIRECT_URL = "desk:worklist"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("JIUZHU_HTTPS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    },
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
TODAY = env.day("JIUZHU_TODAY")
"""A fixed business day for a demonstration; None = the calendar's."""
DEMO = env.flag("JIUZHU_DEMO")
"""A demonstration: pages show the one-time code that a text message would bring."""
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [ROOT / "jiuzhu" / "web" / "ui" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
FILE_UPLOAD_HANDLERS = [
    "jiuzhu.web.ui.uploads.Bounds",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000
FILE_UPLOAD_TEMP_DIR = None
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "jiuzhu.vault.masks.LogMask"}},
    "formatters": {
        "line": {
            "()": "jiuzhu.vault.masks.LogLine",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["mask"], "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("JIUZHU_LOG", "WARNING")},
}
