"""Loading the demo: everything in one transaction, or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from home.demo import ground, pages
from home.demo.applying import initiative_stories
from home.demo.clock import Calendar, at, tell
from home.demo.deciding import office_stories
from home.demo.directory import directory_stories
from home.demo.events import event_stories
from home.demo.following import following_stories
from home.demo.guiding import guide_stories
from home.demo.polling import polling_stories
from home.demo.public_life import comment_stories, public_stories
from home.demo.staffing import staffing_stories
from home.demo.talking import talking_stories
from home.demo.together import together_stories
from home.demo.training import training_stories
from home.demo.voting import voting_stories
from portal.post.enums import DeliveryStatus, MailKind, Reason
from portal.post.models import Delivery

Tell = Callable[[str], None]


def load(say: Tell) -> bool:
    """Load the demo unless it is here already, and tell whether it was.

    A second time changes nothing, on whatever day. The pictures are drawn and saved as files, which
    no transaction takes back: a load that fails half-way leaves some unused ones behind.

    Args: say: told a line for each part.
    """
    if ground.is_loaded():
        return False
    calendar = Calendar(timezone.now())
    with translation.override("da"), transaction.atomic():
        waiting, posted = _last(ProcrastinateJob), _last(Delivery)
        with _part(say, "Kvarterer, temaer og folk"), at(calendar.ago(400)):
            ground.lay_out_places()
            ground.hire_people(calendar)
        with _part(say, "Pulje og runder"), at(calendar.ago(ground.OPENED_DAYS_AGO + 20)):
            ground.open_pool(calendar)
        with _part(say, "Billeder og sider"), at(calendar.ago(300)):
            pages.publish()
        with _part(say, "Idéer, ansøgninger, forløb og hold"):
            stories = [
                *initiative_stories(calendar),
                *training_stories(calendar),
                *office_stories(calendar),
                *guide_stories(calendar),
                *public_stories(calendar),
                *comment_stories(calendar),
                *together_stories(calendar),
                *talking_stories(calendar),
                *staffing_stories(calendar),
                *directory_stories(calendar),
                *voting_stories(calendar),
                *polling_stories(calendar),
                *following_stories(calendar),
                *event_stories(calendar),
            ]
            tell(stories, calendar=calendar, when_today_comes=lambda: _forget_mail(waiting, posted))
    return True


def _last(model: type[Model]) -> int:
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def _forget_mail(waiting: int, posted: int) -> None:
    """Let the mails of past days count as sent: nobody wants hundreds about last spring.

    What happens today in the stories is sent as it should be. One mail to a course's participant is
    told as given up, so that the list of mails has something to ring about.

    Args: waiting, posted: the newest job and mail there were before; older ones are not ours.
    """
    mails = Delivery.objects.filter(pk__gt=posted)
    under_way = mails.filter(status__in=[DeliveryStatus.WAITING, DeliveryStatus.IN_DIGEST])
    under_way.update(status=DeliveryStatus.SENT, sent_at=F("created_at"), attempts=1)
    lost = mails.filter(kind=MailKind.TRAINING, status=DeliveryStatus.SENT).order_by("-pk")[:1]
    Delivery.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).update(
        status=DeliveryStatus.GIVEN_UP,
        reason=Reason.REFUSED,
        sent_at=None,
        given_up_at=timezone.now(),
        last_error="SMTPRecipientsRefused",
    )
    jobs = ProcrastinateJob.objects.filter(pk__gt=waiting, status="todo")
    for pk in list(jobs.values_list("pk", flat=True)):
        app.job_manager.cancel_job_by_id(pk, delete_job=True)


@contextmanager
def _part(say: Tell, name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"  {name} … {time.monotonic() - began:.1f} s")
