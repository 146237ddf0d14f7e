"""How many changes of what public pages show have been made so far."""

from __future__ import annotations

from django.db import connection

_ENOUGH_TO_JOIN = 50


def number() -> int:
    """Count the committed changes, by one query. It only ever grows, by each commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(number), 0)::bigint FROM content_change")
        (found,) = cursor.fetchone() or (0,)
    return int(found)


def join_old() -> None:
    """Put one row in the place of many; their sum stays, so that no page grows old by it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH old AS (DELETE FROM content_change"
            " WHERE (SELECT count(*) FROM content_change) > %s RETURNING number)"
            " INSERT INTO content_change (number) SELECT sum(number) FROM old HAVING count(*) > 0",
            [_ENOUGH_TO_JOIN],
        )
