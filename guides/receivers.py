"""What happens in the guides app when something happens below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from guides.actions import cases, introductions
from guides.enums import CaseOrigin
from initiatives.signals import application_submitted, idea_told, offer_withdrawn

if TYPE_CHECKING:
    from initiatives.models import Application, HelpOffer, Initiative
    from portal.users.models import User


@receiver(idea_told)
def call_back_who_told_an_idea(initiative: Initiative, **_: Any) -> None:
    """Put an idea told without log-in in the queue of its neighbourhood."""
    cases.open_case(initiative.pk, origin=CaseOrigin.CALL_BACK, by=None)


@receiver(application_submitted)
def follow_who_applied(application: Application, **_: Any) -> None:
    """Give an initiative that nobody follows yet a course, when it asks for money."""
    cases.open_case(
        application.initiative_id, origin=CaseOrigin.APPLICATION, by=application.applicant
    )


@receiver(offer_withdrawn)
def end_introductions(offer: HelpOffer, by: User, **_: Any) -> None:
    """End what a withdrawn offer was in, so that nobody's contact is shown any more."""
    introductions.end_all_of(offer, by=by)
