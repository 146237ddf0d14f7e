"""Messages of the guides app. Each says that there is news, and never what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from initiatives.enums import MemberRole
from initiatives.models import Initiative, InitiativeMember
from portal import mail

if TYPE_CHECKING:
    from guides.models import Ambassador, Case, CaseNote, Enrolment
    from portal.users.models import User

_DANISH = "da"


def new_case(case: Case, *, to: User) -> None:
    """Tell a guide that the queue has something new, or a lead that a place has no guide."""
    context = {"neighbourhood": case.initiative.neighbourhood, "is_guide": hasattr(to, "guide")}
    mail.send("guides/new_case", to=to.email, context=context, locale=to.locale)


def guide_found(case: Case) -> None:
    """Tell the citizen who their guide is, with the telephone number; nothing without a guide."""
    address, locale = _reached_at(case.initiative)
    if case.guide is None or not address:
        return
    context = {"guide": case.guide, "call_back_by": case.call_back_by}
    mail.send("guides/guide_found", to=address, context=context, locale=locale)


def note_shared(note: CaseNote) -> None:
    """Tell the «tovholder», who can sign in and read it, that the guide wrote something."""
    initiative = note.case.initiative
    lead = _lead(initiative)
    if lead is not None and lead.email:
        context = {"initiative": initiative}
        mail.send("guides/note_shared", to=lead.email, context=context, locale=lead.locale)


def enrolled(enrolment: Enrolment) -> None:
    """Tell a person that they are on a course or its waiting list, and whom to ring."""
    person = enrolment.person
    trainer = enrolment.course.trainers.select_related("user").first()
    context = {"enrolment": enrolment, "course": enrolment.course, "trainer": trainer}
    mail.send("guides/enrolled", to=person.email, context=context, locale=person.locale)


def ambassador_welcome(ambassador: Ambassador) -> None:
    """Welcome an ambassador, and give the address at which to say yes or no to being shown."""
    person = ambassador.user
    mail.send(
        "guides/ambassador_welcome",
        to=person.email,
        context={"ambassador": ambassador},
        locale=person.locale,
    )


def _lead(initiative: Initiative) -> User | None:
    members = InitiativeMember.objects.filter(initiative=initiative, role=MemberRole.LEAD)
    lead = members.select_related("user").first()
    return lead.user if lead else None


def _reached_at(initiative: Initiative) -> tuple[str, str]:
    """The address and language of whoever waits for an answer; an empty one for nobody."""
    lead = _lead(initiative)
    if lead is not None:
        return lead.email, lead.locale
    return initiative.contact_email, _DANISH
