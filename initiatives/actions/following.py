"""Follow a neighbourhood, a theme or an initiative; be told once a week; stop again."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from initiatives import emails_to_followers as emails
from initiatives import following
from initiatives.models import Follow, Follower, Initiative
from portal.areas.models import Neighbourhood
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.areas.models import Theme
    from portal.users.models import User

TOLD_ON = 4
"""Friday: the weekday of the mail, before the days on which most things happen."""

TOLD_FROM = datetime.time(8)


@transaction.atomic
def follow(subject: Neighbourhood | Theme | Initiative, *, by: User) -> Follow:
    """Let somebody who is signed in follow something; done twice, it is one row.

    Effects: a row that is told of from now on; audit `initiatives.followed`, if it is new.
    """
    follower = _follower_of(by)
    row, is_new = Follow.objects.get_or_create(
        follower=follower, **_naming(subject), defaults={"confirmed_at": timezone.now()}
    )
    if is_new:
        record(AuditAction.FOLLOWED, target=row, by=by, data=_facts(row))
    return row


@transaction.atomic
def ask(subject: Neighbourhood | Theme | Initiative, *, email: str, locale: str) -> None:
    """Let an address follow something, once whoever reads its mail has said yes.

    Nothing tells the one who asks whether the address is known here.

    Effects: an unconfirmed row and a mail with a link, unless there is one already; audit
    `initiatives.follow_asked`.
    """
    follower, _is_new = Follower.objects.get_or_create(
        email=email.strip().lower(), defaults={"locale": locale}
    )
    row, is_new = Follow.objects.get_or_create(follower=follower, **_naming(subject))
    if is_new:
        record(AuditAction.FOLLOW_ASKED, target=row, by=None, data=_facts(row))
        emails.confirm(row)


@transaction.atomic
def confirm(follow_id: int) -> Follow:
    """Take the yes from the link in the mail. Where the address has an account, it follows.

    Raises: Follow.DoesNotExist, when it was stopped or forgotten meanwhile.
    Effects: the row is told of from now on; audit `initiatives.followed`.
    """
    row = (
        Follow.objects.select_for_update(of=("self",)).select_related("follower").get(pk=follow_id)
    )
    if row.confirmed_at is not None:
        return row
    if not row.follower.follows.confirmed().exists():
        Follower.objects.filter(pk=row.follower_id).update(told_until=timezone.now())
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    record(AuditAction.FOLLOWED, target=row, by=None, data=_facts(row))
    account = get_user_model().objects.filter(email=row.follower.email, is_active=True).first()
    if account is not None:
        _follower_of(account)
        row.refresh_from_db()
    return row


@transaction.atomic
def stop(follow_id: int, *, by: User | None) -> None:
    """Follow one thing no more; a follower of nothing is forgotten. Done twice, it does nothing.

    Effects: the row is gone; audit `initiatives.follow_stopped`.
    """
    row = Follow.objects.select_for_update().filter(pk=follow_id).first()
    if row is not None:
        record(AuditAction.FOLLOW_STOPPED, target=row, by=by, data=_facts(row))
        row.delete()
        Follower.objects.filter(pk=row.follower_id, follows=None).delete()


@transaction.atomic
def stop_all(follower_id: int, *, by: User | None) -> None:
    """Follow nothing any more: the one click that every mail offers."""
    for pk in Follow.objects.filter(follower=follower_id).values_list("pk", flat=True):
        stop(pk, by=by)


def tell_all(now: datetime.datetime) -> int:
    """Put the week's mails in the post: one to each with news, none to anybody else.

    Asked every hour, and done once: what a worker missed is made up for by the next.

    Returns: how many mails.
    """
    moment = moment_of_week(now)
    due = Follower.objects.due(moment).values_list("pk", flat=True)
    return sum(tell(pk, moment) for pk in list(due))


@transaction.atomic
def tell(follower_id: int, moment: datetime.datetime) -> bool:
    """Put one follower's mail about the time up to a moment in the post.

    Returns: whether there was news.
    Effects: the follower has been told up to the moment, whether or not there was any.
    """
    due = Follower.objects.due(moment).select_for_update(of=("self",))
    follower = due.select_related("user").filter(pk=follower_id).first()
    if follower is None:
        return False
    since = max(follower.told_until, moment - datetime.timedelta(days=14))
    subjects = following.subjects_of(follower.follows.confirmed())
    has_news = bool(following.news(subjects, since, moment))
    if has_news:
        emails.week(follower, since=since, until=moment)
    Follower.objects.filter(pk=follower.pk).update(told_until=moment)
    return has_news


def moment_of_week(now: datetime.datetime) -> datetime.datetime:
    """The last Friday morning that has been."""
    local = timezone.localtime(now)
    day = local.date() - datetime.timedelta(days=(local.weekday() - TOLD_ON) % 7)
    moment = timezone.make_aware(datetime.datetime.combine(day, TOLD_FROM))
    return moment if moment <= now else moment - datetime.timedelta(days=7)


@transaction.atomic
def forget(today: datetime.date) -> None:
    """Forget addresses that nobody confirmed; done twice, it does nothing."""
    Follow.objects.to_forget(today).delete()
    Follower.objects.filter(follows=None).delete()


def _follower_of(user: User) -> Follower:
    """The account's own row; what its address followed without log-in comes along."""
    own, _is_new = Follower.objects.get_or_create(user=user, defaults={"locale": user.locale})
    known = Follower.objects.select_for_update().filter(email=user.email).exclude(email="").first()
    if known is not None:
        for row in known.follows.confirmed():
            if not own.follows.filter(**_naming(row.subject)).exists():
                row.follower = own
                row.save(update_fields=["follower"])
        if not known.follows.filter(confirmed_at__isnull=True).exists():
            known.delete()
    return own


def _naming(subject: Any) -> dict[str, Any]:
    """Which of the three columns holds what is followed."""
    if isinstance(subject, Initiative):
        return {"neighbourhood": None, "theme": None, "initiative": subject}
    if isinstance(subject, Neighbourhood):
        return {"neighbourhood": subject, "theme": None, "initiative": None}
    return {"neighbourhood": None, "theme": subject, "initiative": None}


def _facts(row: Follow) -> dict[str, Any]:
    """What is followed, in plain values; never by whom."""
    names = ("neighbourhood_id", "theme_id", "initiative_id")
    return {name: getattr(row, name) for name in names if getattr(row, name)}
