"""Where the data lives: the PostgreSQL that DATABASE_URL names, else an embedded one in `var/`."""

from pathlib import Path
from typing import TypedDict, cast
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal import embedded_postgres

# Long enough to spare most requests a new connection, short enough that a database which moved to
# another machine is found again by itself.
CONNECTION_SECONDS = 60
# No query here runs long enough to win back what compiling it costs: some were three times as dear.
# A row found by its key costs hardly more than the next one: the tables lie in memory or on disks
# without a head. By the old price of disks, 300 rows' joins read a table of 27.000 from end to end.
SESSION = "-c lock_timeout=10s -c jit=off -c random_page_cost=1.1"


class EmbeddedServer(TypedDict):
    """Where the embedded server keeps its data, and whether it may lose any."""

    folder: str
    durable: bool


def configuration(
    url: str | None, *, base_dir: Path, test_name: str | None = None
) -> dict[str, object]:
    """Build Django's `DATABASES["default"]`; it opens nothing and starts nothing.

    Args:
        url: DATABASE_URL, such as `postgres://user:password@host:5432/name?sslmode=require` or
            `postgres:///name?host=/var/run/postgresql`; empty for the embedded server.
        base_dir: the project's folder; the embedded server keeps its data in its `var/`.
        test_name: name of the test database. With it, the embedded server is one of its own that
            trades safety for speed, so that no test can touch the demo's data.

    Raises:
        ImproperlyConfigured: the URL is not one of a PostgreSQL database.
    """
    shared: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": test_name} if test_name else {},
    }
    if url:
        return shared | _from_url(url)
    folder = base_dir / "var" / ("postgres-test" if test_name else "postgres")
    return shared | {
        "NAME": embedded_postgres.DATABASE,
        "USER": embedded_postgres.ROLE,
        "HOST": str(embedded_postgres.socket_folder(folder)),
        "PORT": embedded_postgres.PORT,
        "OPTIONS": {"options": SESSION},
        # Django passes over keys it does not know; ensure_running() and the checks read this one.
        "EMBEDDED": EmbeddedServer(folder=str(folder), durable=test_name is None),
    }


def ensure_running() -> None:
    """Start the embedded server when the settings ask for it; do nothing for a named database.

    Called where a process begins (manage.py, wsgi.py, the tests' conftest), never by importing
    settings, so that type checkers and linters start no server. Calling it again changes nothing.

    Raises:
        ImproperlyConfigured: the server cannot be started; the message says why.
    """
    if embedded := _embedded():
        embedded_postgres.hold(Path(embedded["folder"]), durable=embedded["durable"])


def let_go() -> None:
    """Stop the embedded server now, unless another process uses it; ends do this by themselves."""
    if embedded := _embedded():
        embedded_postgres.release(Path(embedded["folder"]))


def is_embedded() -> bool:
    """Say whether the settings use the embedded server, which no real server may."""
    return _embedded() is not None


def _embedded() -> EmbeddedServer | None:
    return cast("EmbeddedServer | None", settings.DATABASES["default"].get("EMBEDDED"))


def _from_url(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "pgsql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgres://; the portal runs on PostgreSQL only."
        )
    options = dict(parse_qsl(parts.query))
    host = unquote(parts.hostname or "") or options.pop("host", "")
    name = unquote(parts.path.lstrip("/")) or options.pop("dbname", "")
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database: postgres://…/name.")
    options["options"] = f"{SESSION} {options.get('options', '')}".strip()
    return {
        "NAME": name,
        "USER": unquote(parts.username or "") or options.pop("user", ""),
        "PASSWORD": unquote(parts.password or "") or options.pop("password", ""),
        # urlsplit lowers a host's letters, which a folder of sockets does not survive.
        "HOST": _socket_host(parts) or host,
        "PORT": _port(parts) or options.pop("port", ""),
        "OPTIONS": options,
    }


def _socket_host(parts: SplitResult) -> str:
    authority = parts.netloc.rpartition("@")[2].partition(":")[0]
    return unquote(authority) if authority.lower().startswith("%2f") else ""


def _port(parts: SplitResult) -> str:
    try:
        return str(parts.port) if parts.port else ""
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL has a port that is not a number.") from None
