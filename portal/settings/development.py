"""A developer's machine and the demo: one command, nothing to set up, mail kept in a folder."""

from portal import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import VAR_DIR

DEBUG = env.flag("DEBUG", default=True)
DEMO = env.flag("DEMO", default=True)
STYLEGUIDE = True
# Known to everybody who can read this file; production refuses to start with it.
SECRET_KEY = "development-only-not-a-secret-and-refused-in-production"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
CASE_NUMBER_PREFIX = "HTI"
# A developer sees a changed template at once.
KEPT_PAGES_MB = env.integer("KEPT_PAGES_MB", default=0)
