"""Where one of my initiatives stands, in the same plain words as on its own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from initiatives.enums import ENDED, IN_FAVOUR, ApplicationStatus
from initiatives.views import progress
from portal.templatetags.portal_tags import dato, kr

if TYPE_CHECKING:
    from guides.models import Case
    from initiatives.models import Application, Award, Initiative, Inquiry


@dataclass(frozen=True)
class Standing:
    """One row of the overview: the badge, what happens now, whose turn it is, and by when."""

    code: str
    label: str
    now: progress.Now
    amount: str = ""


def of_application(
    application: Application, *, award: Award | None, inquiry: Inquiry | None, is_lead: bool
) -> Standing:
    """Where an application stands, and the grant after it."""
    now = progress.now(application, award=award, inquiry=inquiry, is_lead=is_lead)
    if award is not None:
        return Standing(award.status, award.get_status_display(), now, kr(award.amount))
    status = ApplicationStatus(application.status)
    ended = status in ENDED - IN_FAVOUR
    return Standing(status, str(status.label if ended else application.citizen_step.label), now)


def of_idea(initiative: Initiative, *, case: Case | None) -> Standing:
    """Where an idea stands for which nobody has asked money yet."""
    if case is None:
        now = progress.Now(_("Søg om penge, når I er klar."), _("Jer"), _("Ingen frist"))
    elif case.contacted_at is None:
        by = _("Senest %(day)s") % {"day": dato(case.call_back_by)} if case.call_back_by else ""
        text = _("En guide ringer til dig.")
        if not initiative.contact_phone and initiative.contact_email:
            text = _("En guide skriver til dig.")
        now = progress.Now(text, _("Guiden"), by)
    else:
        now = progress.Now(
            _("Du og din guide er i gang. Ring, når der er noget nyt."), _("Jer og guiden"), ""
        )
    return Standing(initiative.stage, initiative.get_stage_display(), now)
