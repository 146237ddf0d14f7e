"""A real server. Secrets and local values come from the environment, named when missing."""

from portal import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import PRIVATE_STORAGE

env.require(
    SECRET_KEY="a long random text, e.g. from `openssl rand -base64 48`",  # noqa: S106
    ALLOWED_HOSTS="host names, comma between",
    BASE_URL="https://… as people see it",
    DATABASE_URL="postgres://user:password@host:5432/name",
    DEFAULT_FROM_EMAIL="the address mail is sent from",
    EMAIL_HOST="the mail server's name",
    CPR_KEYS="32 random bytes in url-safe base64, the newest first, commas between",
)

PRODUCTION = True
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
BASE_URL = WAGTAILADMIN_BASE_URL = env.text("BASE_URL")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)

STORAGES = {  # hashed names: a changed file is a new address, so it may be cached for ever
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": PRIVATE_STORAGE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of our own stand in front; unknown, every visitor would seem to come from them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TRUSTED_PROXY_COUNT", default=1)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
