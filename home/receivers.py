"""What happens on the pages when something happens below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from home import stories, tasks
from home.actions import events
from home.models import EventPage
from initiatives.signals import report_submitted, story_consent_withdrawn

if TYPE_CHECKING:
    from initiatives.models import Report
    from portal.users.models import User


@receiver(report_submitted)
def draft_story(report: Report, **_: Any) -> None:
    """Let the editors have a draft, when the group said yes; a job, so that it stops nothing."""
    if report.may_be_story:
        tasks.draft_story.defer(report_id=report.pk)


@receiver(story_consent_withdrawn)
def take_story_down(report: Report, by: User, **_: Any) -> None:
    """Take story and pictures off the site, in the very change that took the yes back."""
    stories.take_down(report, by=by)


@receiver(page_published, sender=EventPage)
def tell_of_event(instance: EventPage, revision: Any = None, **_: Any) -> None:
    """Tell those who come what is new, each time an editor publishes the event."""
    events.make_known(instance.pk, by=revision.user if revision else None)


@receiver(page_unpublished, sender=EventPage)
def call_event_off(instance: EventPage, **_: Any) -> None:
    """Tell those who come when the page of an event goes before the event, as by the clock."""
    events.taken_down(instance.pk, by=None)
