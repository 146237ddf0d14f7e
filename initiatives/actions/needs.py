"""«Vi mangler»: what an initiative lacks, until somebody comes with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import publishing
from initiatives.errors import ContactShown, NotPermitted, ReasonsMissing
from initiatives.models import HelpNeed
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    import datetime
    from uuid import UUID

    from initiatives.enums import NeedKind
    from initiatives.models import Initiative
    from portal.users.models import User

_PRIVATE_WAY = re.compile(r"@|https?://|www\.|(?:\d[ .\-]?){8}")


@transaction.atomic
def add(
    initiative_id: int,
    *,
    kind: NeedKind,
    text: str,
    how_many: int | None,
    until: datetime.date | None,
    by: User,
) -> HelpNeed:
    """Write up what the group lacks. The very same, still open, is written once.

    Args: until: the last day on which it is of use.
    Raises: NotPermitted, ReasonsMissing (no text), ContactShown (a number or an address in it).
    Effects: audit `initiatives.need_added`.
    """
    initiative = _of_group(initiative_id, by)
    values = {"kind": kind, "text": plain(text), "how_many": how_many, "until": until}
    there = initiative.needs.filter(met_at=None, **values).first()
    if there is not None:
        return there
    row = HelpNeed.objects.create(initiative=initiative, added_by=by, **values)
    _log(AuditAction.NEED_ADDED, row, initiative, by=by)
    return row


@transaction.atomic
def edit(
    initiative_id: int,
    *,
    need_id: UUID,
    kind: NeedKind,
    text: str,
    how_many: int | None,
    until: datetime.date | None,
    by: User,
) -> None:
    """Write a need anew. One that is gone stays gone.

    Raises: as `add`.
    """
    initiative = _of_group(initiative_id, by)
    row = initiative.needs.filter(public_id=need_id).first()
    if row is None:
        return
    row.kind, row.text, row.how_many, row.until = kind, plain(text), how_many, until
    row.save(update_fields=["kind", "text", "how_many", "until"])


@transaction.atomic
def mark_met(initiative_id: int, *, need_id: UUID, by: User) -> None:
    """Say that somebody came with it; saying so again changes nothing.

    Raises: NotPermitted.
    Effects: audit `initiatives.need_met`.
    """
    initiative = _of_group(initiative_id, by)
    row = initiative.needs.filter(public_id=need_id, met_at=None).first()
    if row is None:
        return
    row.met_at = timezone.now()
    row.save(update_fields=["met_at"])
    _log(AuditAction.NEED_MET, row, initiative, by=by)


@transaction.atomic
def remove(initiative_id: int, *, need_id: UUID, by: User) -> None:
    """Take a need away; the group may, and a moderator. One that is gone stays gone.

    Raises: NotPermitted.
    Effects: audit `initiatives.need_removed`.
    """
    initiative = publishing.lock(initiative_id)
    if not permissions.is_member(by, initiative) and not permissions.can_moderate(by, initiative):
        raise NotPermitted(_("Kun gruppen bag initiativet kan gøre det."))
    row = initiative.needs.filter(public_id=need_id).first()
    if row is None:
        return
    _log(AuditAction.NEED_REMOVED, row, initiative, by=by)
    row.delete()


def _of_group(initiative_id: int, by: User) -> Initiative:
    initiative = publishing.lock(initiative_id)
    publishing.require_member(initiative, by)
    return initiative


def plain(text: str) -> str:
    """The words, trimmed, for neighbours to read. Raises: ReasonsMissing, ContactShown."""
    stripped = text.strip()
    if not stripped:
        raise ReasonsMissing(_("Skriv kort, hvad I mangler"))
    if _PRIVATE_WAY.search(stripped):
        raise ContactShown(
            _("Fjern telefonnummer og adresse. Naboer ringer til guiden eller kommunen.")
        )
    return stripped


def _log(action: AuditAction, row: HelpNeed, initiative: Initiative, *, by: User) -> None:
    audit.record(action, target=initiative, by=by, data={"need": str(row.public_id)})
