"""Messages of the guides app. Each says that there is news, and never what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from guides.enums import EnrolmentStatus
from portal.post import actions as post
from portal.post.enums import MailKind

if TYPE_CHECKING:
    from guides.models import Ambassador, Case, CaseNote, Enrolment
    from portal.users.models import User

_DANISH = "da"


def new_case(case: Case, *, to: User) -> None:
    """Tell a guide that the queue has something new, or a lead that a place has no guide."""
    is_guide = hasattr(to, "guide")
    context = {"neighbourhood": str(case.initiative.neighbourhood), "is_guide": is_guide}
    if is_guide:
        context["url"] = _address("guides:radar", to.locale)
    post.put(
        MailKind.GUIDE,
        template="guides/new_case",
        to=to,
        context=context,
        key=f"guides.new_case:{case.pk}",
    )


def guide_found(case: Case) -> None:
    """Tell the citizen who their guide is, with the telephone number; nothing without a guide."""
    initiative, guide = case.initiative, case.guide
    to = initiative.lead or initiative.contact_email
    if guide is None or not to:
        return
    context = {
        "name": str(guide.user),
        "organisation": str(guide.organisation),
        "phone": guide.phone,
        "call_back_by": case.call_back_by,
    }
    post.put(
        MailKind.GUIDE,
        template="guides/guide_found",
        to=to,
        context=context,
        key=f"guides.guide_found:{case.pk}:{guide.pk}",
        locale=_DANISH,
    )


def note_shared(note: CaseNote) -> None:
    """Tell the «tovholder», who can sign in and read it, that the guide wrote something."""
    initiative = note.case.initiative
    lead = initiative.lead
    if lead is None:
        return
    post.put(
        MailKind.GUIDE,
        template="guides/note_shared",
        to=lead,
        context={
            "url": _address("initiatives:initiative-detail", lead.locale, initiative.public_id)
        },
        key=f"guides.note:{note.pk}",
    )


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
        "url": _address(settings.LOGIN_REDIRECT_URL, person.locale),
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
    url = _address("guides:ambassador-consent", person.locale, ambassador.public_id)
    post.put(
        MailKind.TRAINING,
        template="guides/ambassador_welcome",
        to=person,
        context={"is_shown": ambassador.is_shown_publicly, "url": url},
        key=f"guides.ambassador_welcome:{ambassador.pk}:{ambassador.enrolment_id}",
    )


def _address(name: str, locale: str, *identity: Any) -> str:
    with override(locale):
        path = reverse(name, args=identity)
    return f"{settings.BASE_URL}{path}"
