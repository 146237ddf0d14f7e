"""Which tables public pages read: each tells of its changes in the change's own transaction.

For migrations, which call `watch` when they run: a changed `watch` is for new tables alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

EVENTS = ("added", "changed", "gone", "emptied")


def watch(
    table: str,
    *,
    only: Sequence[str] = (),
    but: Sequence[str] = (),
    when: str = "true",
    added: bool = True,
) -> migrations.RunSQL:
    """Let each change of a table count as a change of the public pages.

    Args:
        table: its name in the database.
        only: the columns that public pages read; a change of others does not count.
        but: columns that are read along with the row, and that no public page shows.
        when: SQL of what must be so of a `row`, before or after, for its change to count.
        added: whether a new row counts; not where only rows of other watched tables lead to it.
    """
    old, new = when.replace("row.", "OLD."), when.replace("row.", "NEW.")
    triggers = [
        _trigger("changed", "UPDATE", table, f"(({old}) OR ({new})) AND {_differs(only, but)}"),
        _trigger("gone", "DELETE", table, old),
        _trigger("emptied", "TRUNCATE", table),
    ]
    if added:
        triggers.append(_trigger("added", "INSERT", table, new))
    drops = [f"DROP TRIGGER IF EXISTS content_change_{event} ON {table};" for event in EVENTS]
    return migrations.RunSQL("\n".join(triggers), "\n".join(drops))


def _differs(only: Sequence[str], but: Sequence[str]) -> str:
    if only:
        old, new = (", ".join(f"{row}.{name}" for name in only) for row in ("OLD", "NEW"))
        return f"ROW({old}) IS DISTINCT FROM ROW({new})"
    if but:
        names = ", ".join(f"'{name}'" for name in but)
        old, new = (f"(to_jsonb({row}) - ARRAY[{names}])" for row in ("OLD", "NEW"))
        return f"{old} IS DISTINCT FROM {new}"
    return "OLD.* IS DISTINCT FROM NEW.*"


def _trigger(event: str, on: str, table: str, condition: str = "") -> str:
    each = f"FOR EACH ROW WHEN ({condition})" if condition else "FOR EACH STATEMENT"
    return (
        f"CREATE TRIGGER content_change_{event} AFTER {on} ON {table} {each} "
        "EXECUTE FUNCTION content_changed();"
    )
