"""The portal as production serves it, with each statement slowed down so that faults can hit it."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection

# Names without hashes: nothing here asks for a style sheet, and collecting them takes a minute.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)

from portal.wsgi import application as portal  # noqa: E402

PAUSE = float(os.environ.get("PAUSE_AFTER_STATEMENT", "0"))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve one request, with a pause after each statement that may change something."""

    def slowly(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        if environ["REQUEST_METHOD"] == "POST":
            time.sleep(PAUSE)
        return done

    with connection.execute_wrapper(slowly):
        return portal(environ, start_response)
