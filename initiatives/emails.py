"""The messages about ideas and applications. None says more than that there is news to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from portal import mail
from portal.post import actions as post
from portal.post.enums import MailKind
from portal.users.models import User

if TYPE_CHECKING:
    from initiatives.models import (
        Application,
        Award,
        Initiative,
        Invitation,
        Message,
        PlanChange,
        Report,
    )


def idea_received(initiative: Initiative, *, locale: str) -> None:
    """Tell the one who told an idea that it has come in and that a guide will be in touch."""
    mail.send(
        "initiatives/idea_received",
        to=initiative.contact_email,
        context={"number": initiative.number},
        locale=locale,
    )


def application_received(application: Application, *, reader: User) -> None:
    """Tell the group's person that the application has come in, and the day of the answer."""
    mail.send(
        "initiatives/application_received",
        to=reader.email,
        context={
            "number": application.initiative.number,
            "answer_by": application.answer_by,
            "url": _address(application, reader),
        },
        locale=reader.locale,
    )


def news(application: Application, *, reader: User) -> None:
    """Tell a person of the group that there is news in the case, and where to read it.

    Nothing of the news itself: ordinary mail is no place for it.
    """
    mail.send(
        "initiatives/news",
        to=reader.email,
        context={
            "number": application.initiative.number,
            "url": _address(application, reader),
        },
        locale=reader.locale,
    )


def message_waiting(message: Message, *, reader: User) -> None:
    """Tell a person in the thread of an application that there is something new to read."""
    post.put(
        MailKind.MESSAGE,
        template="initiatives/news",
        to=reader,
        context=_news_at("initiatives:messages", message.application, reader),
        key=f"initiatives.message:{message.pk}",
    )


def plan_change_asked(change: PlanChange, *, reader: User) -> None:
    """Tell the caseworker that a group asks to change its plan."""
    post.put(
        MailKind.CASE_NEWS,
        template="initiatives/news",
        to=reader,
        context=_news_at("initiatives:casework-plan", change.award.application, reader),
        key=f"initiatives.plan_change:{change.pk}",
    )


def _news_at(name: str, application: Application, reader: User) -> dict[str, str]:
    """The number, and the page to read the news on."""
    with override(reader.locale):
        path = reverse(name, args=[application.public_id])
    return {"number": application.initiative.number, "url": f"{settings.BASE_URL}{path}"}


def report_received(report: Report) -> None:
    """Tell the one who sent a report that it has come in."""
    _about_case("initiatives/report_received", report.award.application, report.submitted_by)


def report_reminder(award: Award, *, reader: User) -> None:
    """Remind a person of the group of the day by which to tell how it went."""
    _about_case(
        "initiatives/report_reminder", award.application, reader, due_on=award.report_due_on
    )


def _about_case(template: str, application: Application, reader: User, **more: Any) -> None:
    mail.send(
        template,
        to=reader.email,
        context={
            "number": application.initiative.number,
            "url": _address(application, reader),
            **more,
        },
        locale=reader.locale,
    )


def initiative_news(initiative: Initiative, *, reader: User) -> None:
    """Tell a person of the group that there is news on «Jeres side», and where to read it."""
    with override(reader.locale):
        path = reverse("initiatives:initiative-group", args=[initiative.public_id])
    mail.send(
        "initiatives/initiative_news",
        to=reader.email,
        context={"number": initiative.number, "url": f"{settings.BASE_URL}{path}"},
        locale=reader.locale,
    )


def invitation(row: Invitation) -> None:
    """Send the link with which to join a group.

    At once and through no row: who can read the table of mails must not be able to join a group.
    """
    known = User.objects.filter(email=row.email).first()
    locale = known.locale if known else row.invited_by.locale
    with override(locale):
        path = reverse("initiatives:invitation", args=[row.token])
    mail.send(
        "initiatives/invitation",
        to=row.email,
        context={
            "first_name": row.invited_by.first_name,
            "expires_on": timezone.localdate(row.expires_at),
            "url": f"{settings.BASE_URL}{path}",
        },
        locale=locale,
    )


def group_news(initiative: Initiative, *, reader: User, event: int) -> None:
    """Tell a person that their group has changed, and where to see how.

    Args: event: the log's line about it.
    """
    with override(reader.locale):
        path = reverse("initiatives:group-people", args=[initiative.public_id])
    post.put(
        MailKind.GROUP,
        template="initiatives/group_news",
        to=reader,
        context={"number": initiative.number, "url": f"{settings.BASE_URL}{path}"},
        key=f"initiatives.group:{event}",
    )


def _address(application: Application, reader: User) -> str:
    with override(reader.locale):
        path = reverse("initiatives:application-detail", args=[application.public_id])
    return f"{settings.BASE_URL}{path}"
