"""Messages about appointments, plans and a guide's day. None says what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from guides import queries
from guides.emails.addresses import address
from guides.enums import Doer
from guides.models import Appointment
from portal.post import actions as post
from portal.post import late
from portal.post.enums import MailKind

if TYPE_CHECKING:
    import datetime

    from guides.models import Case, CommunityGuide

_TOMORROW = "guides/appointment_tomorrow"


def appointment_made(appointment: Appointment) -> None:
    """Tell the «tovholder» that the guide has agreed a time with them."""
    _about(appointment, "made")


def appointment_changed(appointment: Appointment) -> None:
    """Tell the «tovholder» that an appointment was moved or put right."""
    _about(appointment, "changed")


def appointment_cancelled(appointment: Appointment) -> None:
    """Tell the «tovholder» that an appointment is off."""
    _about(appointment, "cancelled")


def _about(appointment: Appointment, what: str) -> None:
    """One mail for each word about the appointment: its number tells them apart."""
    lead = appointment.case.initiative.lead
    if lead is None:
        return
    post.put(
        MailKind.GUIDE,
        template="guides/appointment",
        to=lead,
        context={"what": what, "url": _plan(appointment.case, lead.locale)},
        key=f"guides.appointment:{appointment.pk}:{appointment.sequence}",
    )


def appointment_tomorrow(appointment: Appointment) -> None:
    """Remind the «tovholder» the day before; a moved appointment is reminded of anew."""
    lead = appointment.case.initiative.lead
    if lead is None:
        return
    day = timezone.localdate(appointment.starts_at)
    url = _plan(appointment.case, lead.locale)
    post.put(
        MailKind.GUIDE,
        template=_TOMORROW,
        to=lead,
        context={"appointment": appointment.pk, "day": day, "url": url},
        key=f"guides.appointment_tomorrow:{appointment.pk}:{day:%Y-%m-%d}",
    )


def plan_changed(case: Case, *, side: Doer) -> None:
    """Tell the other side that the plan has changed; at most once a day.

    On the guide's side, who covers the course today.
    """
    lead, guide = case.initiative.lead, queries.looks_after(case)
    to = lead if side == Doer.GUIDE else guide.user if guide else None
    if to is None:
        return
    post.put(
        MailKind.GUIDE,
        template="guides/plan_changed",
        to=to,
        context={"to_guide": side == Doer.GROUP, "url": _plan(case, to.locale)},
        key=f"guides.plan_changed:{case.pk}:{timezone.localdate():%Y-%m-%d}",
    )


def day_of_guide(
    guide: CommunityGuide, *, day: datetime.date, tasks: int, appointments: int
) -> None:
    """Tell a guide in the morning how much the day holds."""
    person = guide.user
    post.put(
        MailKind.GUIDE,
        template="guides/day",
        to=person,
        context={
            "tasks": tasks,
            "appointments": appointments,
            "url": address("guides:radar", person.locale),
        },
        key=f"guides.day:{guide.pk}:{day:%Y-%m-%d}",
    )


def fill_in_late() -> None:
    """Say what some mails are told only when they are written; called once, in `apps.ready`."""
    late.fill(_TOMORROW, _while_it_stands)


def _while_it_stands(context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    """None when the appointment is off, moved or no longer the group's."""
    row = Appointment.objects.planned().filter(pk=context["appointment"], with_group=True).first()
    if row is None or timezone.localdate(row.starts_at) != context["day"]:
        return None
    return {}


def _plan(case: Case, locale: str) -> str:
    return address("guides:plan", locale, case.public_id)
