"""Settings that every environment shares.

Values that differ between municipalities are site settings in the CMS or environment variables,
never constants here.
"""

from pathlib import Path

import jinja2
from django.utils.translation import gettext_lazy as _

from portal import csp, database, env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

# --- What is installed -------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "guides",
    "initiatives",
    "portal.users",
    "portal.areas",
    "portal.audit",
    "portal.files",
    "portal.post",
    "portal.kept",
    "portal",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "home.wagtail_users.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "portal.kept.tracking.WithoutTracking",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.csp.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.private_pages.PrivatePagesMiddleware",
    "portal.kept.middleware.KeptPagesMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.addresses.AddressWithoutCprMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.context_processors.site",
            ],
            "builtins": ["django.templatetags.i18n", "portal.templatetags.portal_tags"],
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "jinja2"],
        "OPTIONS": {"environment": "portal.jinja.environment", "undefined": jinja2.Undefined},
    },
]

# --- Data --------------------------------------------------------------------------------------

DATABASES = {
    "default": database.configuration(env.text("DATABASE_URL", default=""), base_dir=BASE_DIR)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
    },
    # Wagtail writes here each time it shows a picture; our pages read theirs by one query.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["portal.users.backends.AccountBackend"]
# An address is unique by a constraint that leaves out the empty one of people without e-mail.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# One door: an e-mail address and the code sent to it. No passwords exist.
ACCOUNT_ADAPTER = "portal.users.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_RATE_LIMITS = {
    # Generous per origin, since a library or a housing office shares one; strict per account.
    "request_login_code": "200/m/ip,5/5m/key",
    # Ideas told without log-in: no library sends one a minute, a machine does. No one person sends
    # ten a day.
    "tell_idea": "60/h/ip,10/d/key",
    # Looking for ideas like one's own, as one writes: a look every second from each of five chairs.
    "alike_ideas": "300/m/ip",
    # Suggestions to the directory, for one community or place; people sent to a guide, for each.
    "suggest_community": "30/h/ip,30/d/key",
    "refer_in": "60/h/ip,5/d/key",
    # Addresses typed to follow something: no mailbox is flooded, whoever types it.
    "follow_by_mail": "30/h/ip,5/d/key",
    # Comments written by one person: a neighbour with much to say, not a machine.
    "write_comment": "20/d/user",
    # Comments reported without log-in, for one comment: more reports say nothing new.
    "report_comment": "30/h/ip,20/d/key",
    # Pages of a draft posted after the log-in had ended, for one account; each is held for 2 hours.
    "hold_typed": "60/h/key",
    # Sign-ups typed without log-in: each waits in a session of its own.
    "hold_sign_up": "60/h/ip",
}

# The municipality's own log-in over OpenID Connect (a bridge to NemLog-in, or the staff directory).
OIDC_ISSUER = env.text("OIDC_ISSUER", default="")
OIDC_NAME = env.text("OIDC_NAME", default="MitID")
SOCIALACCOUNT_ADAPTER = "portal.users.adapter.IdentityAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, list[object]]] = {"openid_connect": {"APPS": []}}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "municipality",
            "name": OIDC_NAME,
            "client_id": env.text("OIDC_CLIENT_ID", hint="the portal's id at the log-in service"),
            "secret": env.text("OIDC_CLIENT_SECRET", hint="its secret at the log-in service"),
            "settings": {
                "server_url": OIDC_ISSUER,
                # A lasting UUID; never a CPR number.
                "uid_field": env.text("OIDC_UUID_CLAIM", default="sub"),
                "verified_email": env.flag("OIDC_EMAIL_IS_VERIFIED", default=False),
                "oauth_pkce_enabled": True,
            },
        }
    )

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"

# --- Languages ---------------------------------------------------------------------------------

LANGUAGE_CODE = "da"
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGES = [("da", _("Dansk")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Files -------------------------------------------------------------------------------------

_DKFDS = BASE_DIR / "node_modules/dkfds/dist"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("dkfds/js", _DKFDS / "js"),
    ("dkfds/img", _DKFDS / "img"),
    ("dkfds/fonts/IBMPlexSans", _DKFDS / "fonts/IBMPlexSans"),
    ("leaflet", BASE_DIR / "node_modules/leaflet/dist"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# What citizens send in: never under MEDIA_ROOT, which a web server hands out to anybody.
PRIVATE_ROOT = Path(env.text("PRIVATE_ROOT", default=str(VAR_DIR / "private")))
PRIVATE_STORAGE = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": PRIVATE_ROOT,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": PRIVATE_STORAGE,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Security ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = csp.public_policy(log_in_service=OIDC_ISSUER)
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own preview, view by view.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Look --------------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = ["dkfds"]
CRISPY_TEMPLATE_PACK = "dkfds"
CRISPY_FAIL_SILENTLY = False
FORM_RENDERER = "portal.jinja.FormRenderer"
STYLEGUIDE = False

# --- CMS ---------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Fællesskabspakken"
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Days as they are written here, shown so and typed so; `portal/formats/` takes them in English too.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Wagtail's half second lets the first autosave of a new page be under way when «Udgiv» is pressed,
# and the page then refuses its own web address as taken. Five seconds after the last key still
# loses next to nothing, and somebody who has just typed has long pressed the button.
WAGTAIL_AUTOSAVE_INTERVAL = 5_000
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILADMIN_LOGIN_URL = "one-door"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "heic"]
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "modelsearch.backends.database",
        # The portal's own: PostgreSQL's Danish one drops «have», a garden, as a word of no meaning.
        "SEARCH_CONFIG": "portal_danish",
    }
}

# --- Mail and jobs -----------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="noreply@example.org")
REPLY_TO_EMAIL = env.text("REPLY_TO_EMAIL", default="")
EMAIL_TIMEOUT = 20
# Jobs of the clock stand above the actions, so the search for `tasks` does not find them.
PROCRASTINATE_IMPORT_PATHS = [
    "portal.post.schedule",
    "portal.kept.schedule",
    "initiatives.schedule",
    "guides.schedule",
    "home.schedule",
]

# --- The portal's own --------------------------------------------------------------------------

BASE_URL = WAGTAILADMIN_BASE_URL
DEMO = False
DEMO_PERSONAS = "home.demo.PERSONAS"
PRODUCTION = False
CURRENCY = "DKK"
# On what terms anybody may use the open data: a name and an address.
OPEN_DATA_LICENCE = env.text("OPEN_DATA_LICENCE", default="CC BY 4.0")
OPEN_DATA_LICENCE_URL = env.text(
    "OPEN_DATA_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/deed.da"
)
CASE_NUMBER_PREFIX = env.text("CASE_NUMBER_PREFIX", default="FP")
# A tiny team may let one person do two of: assess, decide, pay. Every use is logged.
ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE = env.flag(
    "ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE", default=False
)
# How old a log-in may be (minutes) when money is given; older ones confirm with a fresh code.
FRESH_SIGN_IN_MINUTES = 15
# Seal CPR numbers and payment lists; the first seals, all open: put a new one in front. The default
# is known to everybody who can read this file, and production refuses to start with it.
CPR_KEYS_OF_DEVELOPMENT = ["ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtLS0="]
CPR_KEYS = env.listing("CPR_KEYS", default=CPR_KEYS_OF_DEVELOPMENT)
# A round that says nothing pays up to this (DKK) in advance, and above it half in advance.
PAYOUT_UPFRONT_UP_TO = env.integer("PAYOUT_UPFRONT_UP_TO", default=5000)
# Days until a grant lapses by itself that nobody said yes to, or nobody began.
LAPSE_UNACCEPTED_DAYS = env.integer("LAPSE_UNACCEPTED_DAYS", default=60)
LAPSE_UNSTARTED_DAYS = env.integer("LAPSE_UNSTARTED_DAYS", default=180)
# Days after a course's last session until what people needed (food, access) is erased.
TRAINING_NEEDS_DAYS = env.integer("TRAINING_NEEDS_DAYS", default=14)
# Days after an event until the list of who signed up is erased.
EVENT_SIGN_UP_DAYS = env.integer("EVENT_SIGN_UP_DAYS", default=30)
# A stranger checks a certificate or two, a machine tries thousands; each code is one of 2^100.
CERTIFICATE_CHECKS_AN_HOUR = 60
# Whole tables of open data for one origin: a program that asks oftener is at fault.
OPEN_DATA_A_MINUTE = 30
# ClamAV as `host:port` or the path of its socket; empty: uploads are not scanned.
CLAMAV_ADDRESS = env.text("CLAMAV_ADDRESS", default="")
# Where the municipality's own post system takes every letter, beside the portal.
LETTERS_TO_POST_SYSTEM = env.flag("LETTERS_TO_POST_SYSTEM", default=False)
# The typeface of all paper, from the design system's package.
LETTER_FONTS = _DKFDS / "fonts/IBMPlexSans/complete/ttf"
# Memory of each web process for pages drawn for visitors; 0 draws every page anew.
KEPT_PAGES_MB = env.integer("KEPT_PAGES_MB", default=32)
PORTAL_SITE_CONTEXT = "home.context_processors.site_context"
PORTAL_MENU = "home.context_processors.menu"
WAS_URL = env.text("WAS_URL", default="")
SOURCE_URL = env.text("SOURCE_URL", default="")
