"""The municipality's words in letters: one writes, another approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.errors import ConflictOfInterest, NotPermitted, TransitionNotAllowed
from initiatives.models import LetterText
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users.roles import Role

if TYPE_CHECKING:
    from portal.users.models import User

READERS = (Role.CASEWORKER, Role.PROGRAMME_LEAD, Role.APPROVER)
"""Who reads the words of letters, and may approve those of others."""


@transaction.atomic
def approve(text_id: int, *, as_read: str, by: User) -> LetterText:
    """Let a text stand in letters from now on; it is never changed after that.

    Args: as_read: the words the person had before them, so that nobody approves what they did not
    read. Raises: NotPermitted, ConflictOfInterest (one's own text), TransitionNotAllowed (approved
    already, or changed meanwhile). Effects: audit `initiatives.letter_text_approved`.
    """
    text = LetterText.objects.select_for_update(of=("self",)).get(pk=text_id)
    if not by.has_role(*READERS):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if text.is_approved:
        raise TransitionNotAllowed(_("Teksten er allerede godkendt."))
    if text.written_by_id == by.pk:
        raise ConflictOfInterest(_("Du har selv skrevet teksten. En kollega må godkende den."))
    # A browser sends lines with another ending than they were written with.
    if text.text.splitlines() != as_read.splitlines():
        raise TransitionNotAllowed(_("Teksten er ændret, siden du åbnede den. Læs den igen."))
    text.approved_by, text.approved_at = by, timezone.now()
    text.save(update_fields=["approved_by", "approved_at"])
    audit.record(AuditAction.LETTER_TEXT_APPROVED, target=text, by=by)
    return text
