"""The mails to those who follow. Their links are written when they are sent, and lie in no row."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from initiatives import following
from initiatives.models import CONFIRM_WITHIN_DAYS, Follow, Follower
from portal.post import actions as post
from portal.post import late
from portal.post.enums import MailKind

_CONFIRM = "initiatives/follow_confirm"
_WEEK = "initiatives/follow_week"
_CONFIRM_SALT = "initiatives.follow_confirm"
_OWN_SALT = "initiatives.follow_own"


def to_confirm(public_id: UUID) -> str:
    """What stands in the link that says yes for an address."""
    return signing.dumps(str(public_id), salt=_CONFIRM_SALT)


def read_confirm(token: str) -> UUID | None:
    """Which row a link says yes to; None when it is not ours or too old."""
    return _read(token, _CONFIRM_SALT, datetime.timedelta(days=CONFIRM_WITHIN_DAYS))


def to_own(public_id: UUID) -> str:
    """What stands in the link to all that one follows. It holds as long as one does."""
    return signing.dumps(str(public_id), salt=_OWN_SALT)


def read_own(token: str) -> UUID | None:
    """Whose list a link is; None when it is not ours."""
    return _read(token, _OWN_SALT, None)


def _read(token: str, salt: str, valid: datetime.timedelta | None) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=salt, max_age=valid))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def confirm(row: Follow) -> None:
    """Ask the one who reads an address whether it shall follow."""
    post.put(
        MailKind.CASEWORK,
        template=_CONFIRM,
        to=row.follower.email,
        context={"follow": str(row.public_id)},
        key=f"initiatives.follow_confirm:{row.pk}",
        locale=row.follower.locale,
    )


def week(follower: Follower, *, since: datetime.datetime, until: datetime.datetime) -> None:
    """Tell what is new in a week; it is read anew when the mail is written."""
    post.put(
        MailKind.NEIGHBOURHOOD,
        template=_WEEK,
        to=follower.user or follower.email,
        context={
            "follower": str(follower.public_id),
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
        key=f"initiatives.follow_week:{follower.pk}:{until:%Y-%m-%d}",
        locale=follower.locale,
        alone=True,
    )


def fill_in_late() -> None:
    """Say what these mails are told only when they are written; called once, in `apps.ready`."""
    late.fill(_CONFIRM, _while_unconfirmed)
    late.fill(_WEEK, _news_of_week)


def _while_unconfirmed(context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    rows = Follow.objects.filter(public_id=context["follow"], confirmed_at__isnull=True)
    row = rows.select_related("neighbourhood", "theme", "initiative__presentation").first()
    if row is None or (row.initiative is not None and not row.initiative.is_public):
        return None
    url = _address("initiatives:follow-confirm", to_confirm(row.public_id), locale)
    return {"title": row.title, "days": CONFIRM_WITHIN_DAYS, "url": url}


def _news_of_week(context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    follower = Follower.objects.filter(public_id=context["follower"]).first()
    if follower is None:
        return None
    since, until = (datetime.datetime.fromisoformat(context[name]) for name in ("since", "until"))
    subjects = following.subjects_of(follower.follows.confirmed())
    with override(locale):
        rows = following.news(subjects, since, until)
    if not rows:
        return None
    token = to_own(follower.public_id)
    return {
        "news": [
            {"what": row.what, "title": row.title, "place": row.place, "url": _at(row.path)}
            for row in rows
        ],
        "own_url": _address("initiatives:follow-by-link", token, locale),
        "unsubscribe_url": _address("initiatives:follow-stop", token, settings.LANGUAGE_CODE),
    }


def _address(name: str, token: str, locale: str) -> str:
    with override(locale):
        return _at(reverse(name, args=[token]))


def _at(path: str) -> str:
    return f"{settings.BASE_URL}{path}"
