"""Comments as pages show them: one query for a page of them, each with its official answers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from initiatives.enums import CommentStatus, Speaker
from initiatives.models import Comment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from initiatives.models import Initiative
    from portal.users.models import User

LATEST = 5
"""How many comments stand on an initiative's own page; the newest."""

A_PAGE = 20
"""How many stand on a page of all comments."""


def page_of(
    initiative: Initiative, reader: User | AnonymousUser, *, limit: int, after: str = ""
) -> dict[str, Any]:
    """Read the newest comments, or those that follow a key; what waits is for its writer alone.

    Args: after: `next` of the page before; one that cannot be read is as none.
    Returns: `rows`, each with `said` (its answers); and `next`, empty on the last page.
    """
    seen = Q(status=CommentStatus.PUBLIC)
    if reader.is_authenticated:
        seen |= Q(status=CommentStatus.AWAITING_MODERATION, author=reader)
    told = JSONObject(
        public_id="public_id", speaker="speaker", text="text", status="status", at="published_at"
    )
    answers = Comment.objects.filter(seen, parent=OuterRef("pk")).order_by("published_at", "pk")
    found: Any = initiative.comments.filter(parent=None).select_related("author")
    found = found.annotate(answer_rows=ArraySubquery(answers.values(told=told)))
    key = read_key(after)
    if key is None:
        found = found.filter(seen)
    else:
        when, pk = key
        older = Q(published_at__lt=when) | Q(published_at=when, pk__lt=pk)
        found = found.filter(older, status=CommentStatus.PUBLIC)
    found = found.order_by(F("published_at").desc(nulls_first=True), "-pk")
    rows = list(found[: limit + 1])
    for row in rows:
        row.said = [_answer(told) for told in row.answer_rows]
        row.answered = {told["speaker"] for told in row.said}
    last = rows[limit - 1] if len(rows) > limit else None
    return {"rows": rows[:limit], "next": write_key(last) if last else ""}


def write_key(row: Comment) -> str:
    """Where a page ends: the day and the number of its last comment."""
    return f"{row.published_at.isoformat() if row.published_at else ''}_{row.pk}"


def read_key(text: str) -> tuple[datetime.datetime, int] | None:
    """The same read from an address; None when it is not ours."""
    when, _line, pk = text.partition("_")
    try:
        moment = datetime.datetime.fromisoformat(when)
        number = int(pk)
    except ValueError:
        return None
    return (moment, number) if moment.tzinfo and 0 < number < 2**63 else None


def _answer(told: dict[str, Any]) -> dict[str, Any]:
    return {
        **told,
        "title": Speaker(told["speaker"]).label,
        "at": datetime.datetime.fromisoformat(told["at"]) if told["at"] else None,
        "is_public": told["status"] == CommentStatus.PUBLIC,
    }
