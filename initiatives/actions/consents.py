"""The «tovholder»'s yes to a guide who writes in the draft, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import moves
from initiatives.errors import NotPermitted, TransitionNotAllowed
from initiatives.models import WritingConsent
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users.models import User

if TYPE_CHECKING:
    from initiatives.models import Application


@transaction.atomic
def let_write(application_id: int, *, helper_id: int, by: User) -> WritingConsent:
    """Let the group's guide read and write in the draft; saying yes twice changes nothing.

    Raises: NotPermitted (not the «tovholder», or no guide of this group), TransitionNotAllowed
        (sent already).
    Effects: audit `initiatives.writing_consent_given`.
    """
    application = moves.lock(application_id)
    moves.require_lead(application, by)
    if not application.is_editable:
        raise TransitionNotAllowed(_("Ansøgningen er sendt og kan ikke ændres."))
    helper = User.objects.get(pk=helper_id)
    if not permissions.Standing(helper, application).follows:
        raise NotPermitted(_("Kun jeres egen guide kan få lov til at skrive med."))
    consent, is_new = WritingConsent.objects.get_or_create(
        application=application, helper=helper, withdrawn_at=None, defaults={"given_by": by}
    )
    if is_new:
        data = {"helper": helper.pk}
        audit.record(AuditAction.WRITING_CONSENT_GIVEN, target=application, by=by, data=data)
    return consent


@transaction.atomic
def stop_writing(application_id: int, *, helper_id: int, by: User) -> None:
    """Take the yes back: the helper's next request finds no draft. Twice changes nothing.

    Raises: NotPermitted (not the «tovholder»).
    Effects: audit `initiatives.writing_consent_withdrawn`.
    """
    application = moves.lock(application_id)
    moves.require_lead(application, by)
    _withdraw(application, helper_id, by=by)


def end_help(initiative_id: int, *, helper_id: int, by: User | None) -> None:
    """End the yes in all drafts of a group, because the help itself has ended.

    Part of the caller's transaction.

    Effects: audit `initiatives.writing_consent_withdrawn` for each.
    """
    in_force = WritingConsent.objects.filter(
        application__initiative=initiative_id, helper=helper_id, withdrawn_at=None
    )
    for consent in in_force.select_related("application"):
        _withdraw(consent.application, helper_id, by=by)


def _withdraw(application: Application, helper_id: int, *, by: User | None) -> None:
    in_force = application.writing_consents.filter(helper=helper_id, withdrawn_at=None)
    if in_force.update(withdrawn_at=timezone.now()):
        audit.record(
            AuditAction.WRITING_CONSENT_WITHDRAWN,
            target=application,
            by=by,
            data={"helper": helper_id},
        )
