"""Messages about introductions. None says who the other is: that is read after log-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides.emails.addresses import address
from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    from guides.models import Introduction
    from portal.users.models import User


def asked(introduction: Introduction, *, to: User, event: int) -> None:
    """Ask one of the two whether they want to be introduced."""
    _put(introduction, "introduction_asked", to=to, event=event)


def made(introduction: Introduction, *, to: User, event: int) -> None:
    """Tell one of the two that the other said yes too."""
    _put(introduction, "introduction_made", to=to, event=event)


def over(introduction: Introduction, *, to: User, event: int) -> None:
    """Tell a party that it will not be, or is over."""
    _put(introduction, "introduction_over", to=to, event=event)


def told_guide(introduction: Introduction, *, event: int) -> None:
    """Tell the guide what became of it."""
    person = introduction.made_by.user
    post.put(
        MailKind.GUIDE,
        template="guides/introduction_news",
        to=person,
        context={"url": address("guides:matches", person.locale)},
        key=f"guides.introduction_news:{introduction.pk}:{event}",
    )


def _put(introduction: Introduction, template: str, *, to: User, event: int) -> None:
    url = address("guides:introduction", to.locale, introduction.public_id)
    post.put(
        MailKind.GUIDE,
        template=f"guides/{template}",
        to=to,
        context={"url": url},
        key=f"guides.{template}:{introduction.pk}:{event}",
    )
