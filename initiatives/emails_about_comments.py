"""The mails about comments. None says what a comment or an answer to it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    from initiatives.models import Comment
    from portal.audit.models import AuditEvent
    from portal.users.models import User


def news(reader: User, *, event: AuditEvent, is_against: bool = False) -> None:
    """Tell the one who wrote or reported a comment that there is news, and where it is read.

    Args: event: the log's line about it. is_against: the words are not shown, which is told as
    news of one's own matter; the rest is news from the neighbourhood.
    """
    post.put(
        MailKind.CASE_NEWS if is_against else MailKind.NEIGHBOURHOOD,
        template="initiatives/comment_news",
        to=reader,
        context={"url": _address("initiatives:comments-own", None, reader.locale)},
        key=f"initiatives.comment_news:{event.pk}",
    )


def shown(comment: Comment, *, reader: User) -> None:
    """Tell the «tovholder» that everybody can read a new comment on the initiative."""
    initiative = comment.initiative
    post.put(
        MailKind.NEIGHBOURHOOD,
        template="initiatives/comment_shown",
        to=reader,
        context={
            "number": initiative.number,
            "url": _address("initiatives:comments", initiative.public_id, reader.locale),
        },
        key=f"initiatives.comment_shown:{comment.pk}",
    )


def _address(name: str, identity: Any, locale: str) -> str:
    with override(locale):
        path = reverse(name, args=[] if identity is None else [identity])
    return f"{settings.BASE_URL}{path}"
