"""Messages about training. Each says that there is news, and never what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from guides.emails.addresses import address
from guides.enums import EnrolmentStatus
from portal.post import actions as post
from portal.post.enums import MailKind
from portal.post.models import Delivery

if TYPE_CHECKING:
    from typing import Any

    from guides.models import (
        ActivityQuestion,
        Ambassador,
        Certificate,
        Enrolment,
        TrainingCourse,
        TrainingSession,
    )
    from portal.users.models import User

STILL_ACTIVE_SALT = "guides.still_active"
"""Signs the link of the question, so that nobody answers for another by guessing."""


def enrolled(enrolment: Enrolment) -> None:
    """Tell a person that they are on a course or its waiting list, and whom to ring."""
    course, person = enrolment.course, enrolment.person
    context = {
        "waits": enrolment.status == EnrolmentStatus.WAITING_LIST,
        "course": str(course),
        "starts_on": course.starts_on,
        "place": course.place,
        "url": _own_page(enrolment),
        **_trainer_of(course),
    }
    key = f"guides.enrolled:{enrolment.pk}:{enrolment.status}:{enrolment.turn}"
    _put("enrolled", person, context, key)


def place_found(enrolment: Enrolment) -> None:
    """Tell one from the waiting list that there is a place now, and how to say no."""
    course = enrolment.course
    context = {
        "course": str(course),
        "starts_on": course.starts_on,
        "place": course.place,
        "url": _own_page(enrolment),
        **_trainer_of(course),
    }
    key = f"guides.place_found:{enrolment.pk}:{enrolment.turn}"
    _put("place_found", enrolment.person, context, key)


def session_changed(session: TrainingSession, *, to: Enrolment) -> None:
    """Tell one person that a session has another time or place, or is cancelled."""
    context = {
        "is_cancelled": session.is_cancelled,
        "module": str(session.module),
        "course": str(session.course),
        "starts_at": session.starts_at,
        "place": session.place,
        "url": _own_page(to),
    }
    key = f"guides.session_changed:{session.pk}:{session.version}"
    _put("session_changed", to.person, context, key)


def session_reminder(session: TrainingSession, *, to: Enrolment) -> bool:
    """Remind one person of a session; tell whether it was for the first time."""
    context = {
        "module": str(session.module),
        "course": str(session.course),
        "starts_at": session.starts_at,
        "place": session.place,
        "url": _own_page(to),
    }
    key = f"guides.session_reminder:{session.pk}:{session.starts_at:%Y%m%d%H%M}"
    return _put("session_reminder", to.person, context, key)


def ambassador_welcome(ambassador: Ambassador) -> None:
    """Welcome an ambassador, and give the address at which to say yes or no to being shown."""
    person = ambassador.user
    url = address("guides:ambassador-consent", person.locale, ambassador.public_id)
    context = {"is_shown": ambassador.is_shown_publicly, "url": url}
    key = f"guides.ambassador_welcome:{ambassador.pk}:{ambassador.enrolment_id}"
    _put("ambassador_welcome", person, context, key)


def certificate_revoked(certificate: Certificate) -> None:
    """Tell a person that there is news of their certificate, and whom to ring."""
    enrolment = certificate.enrolment
    context = {"url": _own_page(enrolment), **_trainer_of(enrolment.course)}
    key = f"guides.certificate_revoked:{certificate.pk}"
    _put("certificate_revoked", enrolment.person, context, key)


def still_active(question: ActivityQuestion) -> None:
    """Ask an ambassador whether they are active; the link is enough to answer."""
    ambassador = question.ambassador
    person = ambassador.user
    signed = signing.Signer(salt=STILL_ACTIVE_SALT).sign(str(question.public_id))
    context = {
        "url": address("guides:still-active", person.locale, signed),
        "renews": ambassador.can_renew,
    }
    _put("still_active", person, context, f"guides.still_active:{question.pk}")


def renewal_opens(ambassador: Ambassador) -> bool:
    """Tell an ambassador that the role can be renewed; whether it was for the first time."""
    person = ambassador.user
    context = {
        "until": ambassador.active_to,
        "url": address("guides:ambassador-home", person.locale),
    }
    key = f"guides.renewal_opens:{ambassador.pk}:{ambassador.active_to}"
    return _put("renewal_opens", person, context, key)


def role_over(ambassador: Ambassador) -> bool:
    """Thank an ambassador whose role is over; whether it was for the first time."""
    guide = ambassador.trained_by
    context = {
        "is_ended": ambassador.ended_on is not None,
        "trainer": str(guide.user),
        "phone": guide.phone,
    }
    day = ambassador.ended_on or ambassador.active_to
    key = f"guides.role_over:{ambassador.pk}:{day}"
    return _put("role_over", ambassador.user, context, key)


def _put(template: str, to: User, context: dict[str, Any], key: str) -> bool:
    """Put it in the post; tell whether it was not there already."""
    is_new = not Delivery.objects.filter(key=f"{key}:{to.pk}").exists()
    post.put(MailKind.TRAINING, template=f"guides/{template}", to=to, context=context, key=key)
    return is_new


def _own_page(enrolment: Enrolment) -> str:
    return address("guides:own-training", enrolment.person.locale, enrolment.public_id)


def _trainer_of(course: TrainingCourse) -> dict[str, str]:
    trainer = course.trainers.select_related("user").first()
    if trainer is None:
        return {"trainer": "", "phone": ""}
    return {"trainer": str(trainer.user), "phone": trainer.phone}
