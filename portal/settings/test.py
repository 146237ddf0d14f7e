"""The test suite: production's behaviour, quick hashes, mail in memory, no demo data."""

from portal import database, env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import BASE_DIR, PRIVATE_STORAGE, STORAGES, VAR_DIR

DEBUG = False
DEMO = True  # so that the demo's addresses are under the access matrix too
STYLEGUIDE = True
SECRET_KEY = "test-only-not-a-secret-and-refused-in-production"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# A server of its own, quick and forgetful; with other names, several runs go on side by side.
DATABASES = {
    "default": database.configuration(
        env.text("DATABASE_URL", default=""),
        base_dir=BASE_DIR,
        test_name=env.text("PORTAL_TEST_DATABASE", default="test_portal"),
    )
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "test-mail"
MEDIA_ROOT = VAR_DIR / "test-media"
PRIVATE_ROOT = VAR_DIR / "test-private"
STORAGES = {
    **STORAGES,
    "private": {**PRIVATE_STORAGE, "OPTIONS": {"location": PRIVATE_ROOT}},
}
CLAMAV_ADDRESS = ""
# A test rolls back what it changed, which no change of a page can be told from.
KEPT_PAGES_MB = 0
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CASE_NUMBER_PREFIX = "HTI"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# The tests press «Udgiv» sooner than any editor can: in the middle of a new page's first autosave.
WAGTAIL_AUTOSAVE_INTERVAL = 0
