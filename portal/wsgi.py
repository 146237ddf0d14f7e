"""The portal as a WSGI application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from portal import checks, database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
database.ensure_running()
application = get_wsgi_application()
checks.refuse_unsafe_start()
