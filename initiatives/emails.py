"""The messages about ideas and applications. None says more than that there is news to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from portal import mail

if TYPE_CHECKING:
    from initiatives.models import Application, Initiative
    from portal.users.models import User


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


def _address(application: Application, reader: User) -> str:
    with override(reader.locale):
        path = reverse("initiatives:application-detail", args=[application.public_id])
    return f"{settings.BASE_URL}{path}"
