"""What happens in the guides app when something happens below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from guides.actions import cases
from guides.enums import CaseOrigin
from initiatives.signals import application_submitted, idea_told

if TYPE_CHECKING:
    from initiatives.models import Application, Initiative


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
