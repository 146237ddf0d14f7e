"""The mails to those who follow, about an initiative full of canaries but for what was let out."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from initiatives import emails_about_comments
from initiatives.actions import following
from initiatives.enums import Visibility
from initiatives.models import Presentation
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.post.enums import MailKind, Pace
from portal.post.models import MailChoice
from tests.factories.comments import shown
from tests.factories.communities import HelpNeedFactory
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory

if TYPE_CHECKING:
    from portal.users.models import User


def tell_followers(citizen: User) -> None:
    """Put them both in the post."""
    made = led_by(
        citizen, title="KANARI-TITLE", summary="KANARI-SUMMARY", description="KANARI-STORY",
        contact_name="KANARI-CITIZEN", visibility=Visibility.PUBLIC,
    )  # fmt: skip
    Presentation.objects.create(initiative=made, title="KANARI-SHOWN", summary="Kom og vær med.")
    following.ask(made, email="foelger@example.org", locale="da")
    following.follow(made, by=citizen)
    record(AuditAction.INITIATIVE_PUBLISHED, target=made, by=citizen)
    HelpNeedFactory.create(initiative=made, text="KANARI-NEED")
    event = record(AuditAction.COMMENT_REFUSED, target=made, by=None)
    emails_about_comments.news(citizen, event=event, is_against=True)
    row = shown(initiative=made, text="KANARI-COMMENT", author=UserFactory.create())
    MailChoice.objects.create(user=citizen, kind=MailKind.NEIGHBOURHOOD, pace=Pace.AT_ONCE)
    emails_about_comments.shown(row, reader=citizen)
    MailChoice.objects.all().delete()
    following.tell_all(timezone.now() + datetime.timedelta(days=8))
