"""Messages about training. Each says that there is news, and never what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from guides.emails.addresses import address
from guides.enums import EnrolmentStatus
from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    from guides.models import Ambassador, Enrolment


def enrolled(enrolment: Enrolment) -> None:
    """Tell a person that they are on a course or its waiting list, and whom to ring."""
    course, person = enrolment.course, enrolment.person
    trainer = course.trainers.select_related("user").first()
    context = {
        "waits": enrolment.status == EnrolmentStatus.WAITING_LIST,
        "course": str(course),
        "starts_on": course.starts_on,
        "place": course.place,
        "trainer": str(trainer.user) if trainer else "",
        "phone": trainer.phone if trainer else "",
        "url": address(settings.LOGIN_REDIRECT_URL, person.locale),
    }
    post.put(
        MailKind.TRAINING,
        template="guides/enrolled",
        to=person,
        context=context,
        key=f"guides.enrolled:{enrolment.pk}:{enrolment.status}",
    )


def ambassador_welcome(ambassador: Ambassador) -> None:
    """Welcome an ambassador, and give the address at which to say yes or no to being shown."""
    person = ambassador.user
    url = address("guides:ambassador-consent", person.locale, ambassador.public_id)
    post.put(
        MailKind.TRAINING,
        template="guides/ambassador_welcome",
        to=person,
        context={"is_shown": ambassador.is_shown_publicly, "url": url},
        key=f"guides.ambassador_welcome:{ambassador.pk}:{ambassador.enrolment_id}",
    )
