"""The portal as production serves it, with the floors beside it and each answer's query count."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection

# Names without hashes: nothing here asks for a style sheet, and collecting them takes a minute.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
settings.MEDIA_ROOT = settings.VAR_DIR / "media-bench"
settings.ROOT_URLCONF = "tests.bench.floors"

from portal.wsgi import application as portal  # noqa: E402


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve one request and say in `X-Queries` how many statements it took."""
    asked = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(asked))], *more)

    with connection.execute_wrapper(count):
        return portal(environ, start)
