"""What is done to an entry of the directory: changed, confirmed, shown, closed, asked about."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions
from guides.enums import COMMUNITY_TRANSITIONS, CommunityMove, CommunityStatus
from guides.errors import EditConflict, LinkUsedUp, NotPermitted, TransitionNotAllowed
from guides.models import Community
from portal.areas.models import Neighbourhood, Theme
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User

FIELDS = (
    "name", "what", "neighbourhood", "theme", "place", "rhythm", "weekdays", "starts_at", "ends_at",
    "when_note", "languages", "is_step_free", "is_quiet", "access_note", "is_free", "cost",
    "age_from", "age_to", "website", "contact_name", "contact_phone", "contact_email",
    "latitude", "longitude",
)  # fmt: skip
"""What an entry says, in the order of its form."""

CONTACT_FIELDS = frozenset({"contact_name", "contact_phone", "contact_email"})
_TIMES = frozenset({"starts_at", "ends_at"})
_ROWS: dict[str, Any] = {"neighbourhood": Neighbourhood, "theme": Theme}

REMIND_AFTER_DAYS = 30
"""The contact is asked to confirm once, and once more so many days later."""


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """What a form said of an entry, as values a JSON column can hold."""
    told: dict[str, Any] = {}
    for name in FIELDS:
        if name not in values:
            continue
        value = values[name]
        if name in _ROWS:
            value = None if value is None else value.pk
        elif name in _TIMES:
            value = None if value is None else value.isoformat()
        told[name] = value
    return told


def now_standing(community: Community) -> dict[str, Any]:
    """What an entry says now, in the same plain values."""
    return plain({name: getattr(community, name) for name in FIELDS})


def write(community: Community, changes: dict[str, Any]) -> list[str]:
    """Put plain values on a row, and name the fields; a new contact has not said yes to anything.

    Part of the caller's transaction, which saves the row. Raises: ObjectDoesNotExist.
    """
    changed = []
    for name, told in changes.items():
        value = _read(name, told)
        stands, new = (f"{name}_id", told) if name in _ROWS else (name, value)
        if getattr(community, stands) != new:
            setattr(community, name, value)
            changed.append(name)
    if CONTACT_FIELDS & set(changed) and community.contact_public_since is not None:
        community.contact_public_since = None
        changed.append("contact_public_since")
    return changed


def _read(name: str, told: Any) -> Any:
    """A plain value as the row holds it. Raises: ObjectDoesNotExist."""
    if told is None:
        return None
    if name in _ROWS:
        return _ROWS[name].objects.get(pk=told)
    return datetime.time.fromisoformat(told) if name in _TIMES else told


@transaction.atomic
def change(community_id: int, *, changes: dict[str, Any], version: int, by: User) -> Community:
    """Write an entry anew, as a guide of the place knows it to be; that confirms it too.

    Args: changes: plain values, as `plain` makes them. version: the one the guide saw.
    Raises: NotPermitted, EditConflict.
    Effects: audit `guides.community_changed`; a changed contact is hidden until they say yes.
    """
    community = _kept(community_id, by=by)
    _check_version(community, version)
    was_public = community.shows_contact
    try:
        changed = write(community, changes)
    except ObjectDoesNotExist as gone:
        raise NotPermitted(_("Kvarteret findes ikke mere.")) from gone
    if not permissions.can_keep(by, community.neighbourhood_id):
        raise NotPermitted(_("Du kan kun flytte det til et kvarter, du er guide i."))
    changed += mark_confirmed(community)
    community.version += 1
    community.save(update_fields=[*changed, "version"])
    # Names of fields alone: the log outlives the people who are named in them.
    record(AuditAction.COMMUNITY_CHANGED, target=community, by=by, data={"fields": changed})
    if CONTACT_FIELDS & set(changed) and was_public:
        emails.community_confirm(community)
    return community


@transaction.atomic
def confirm(
    community_id: int, *, by: User | None, number: int | None = None, shows_contact: bool | None
) -> Community:
    """Say that what stands in the directory is right. The same link used again changes nothing.

    Args: by: a guide of the place; None for whoever holds the link in a mail. number: the one the
    link was made for. shows_contact: whether the contact may be shown; None leaves it.
    Raises: NotPermitted, LinkUsedUp (the entry was confirmed after the link was sent),
    TransitionNotAllowed (it is closed).
    Effects: audit `guides.community_confirmed`; `guides.community_contact_changed` if it changed.
    """
    community = _by_link(community_id, number) if by is None else _kept(community_id, by=by)
    if not community.is_listed:
        raise TransitionNotAllowed(_("Fællesskabet står ikke på oversigten."))
    changed = mark_confirmed(community)
    community.confirmations += 1
    if shows_contact is not None:
        changed += _show_contact(community, shown=shows_contact, by=by)
    community.save(update_fields=[*changed, "confirmations"])
    record(AuditAction.COMMUNITY_CONFIRMED, target=community, by=by)
    return community


@transaction.atomic
def show_contact(community_id: int, *, shown: bool, by: User) -> Community:
    """Record the contact's own yes, told to a guide, or that it was taken back.

    Raises: NotPermitted.
    Effects: audit `guides.community_contact_changed`.
    """
    community = _kept(community_id, by=by)
    changed = _show_contact(community, shown=shown, by=by)
    if changed:
        community.save(update_fields=changed)
    return community


@transaction.atomic
def move(
    community_id: int, *, move: CommunityMove, by: User | None, number: int | None = None
) -> Community:
    """Take an entry out of the directory, or put it back.

    Args: by: a guide of the place; None for whoever holds the link, who may only close it.
    Raises: NotPermitted, LinkUsedUp, TransitionNotAllowed.
    Effects: audit `guides.community_closed` or `guides.community_reopened`.
    """
    if by is None and move != CommunityMove.CLOSE:
        raise NotPermitted(_("Ring til en guide. Guiden kan sætte det på igen."))
    community = _by_link(community_id, number) if by is None else _kept(community_id, by=by)
    if not community.allows(move):
        raise TransitionNotAllowed(
            _("Det kan ikke gøres nu. Fællesskabet har status »%(status)s«.")
            % {"status": community.get_status_display()}
        )
    community.status = COMMUNITY_TRANSITIONS[move][1]
    is_closed = community.status == CommunityStatus.CLOSED
    community.closed_at = timezone.now() if is_closed else None
    changed = ["status", "closed_at"]
    if is_closed:
        community.confirmations += 1
        changed.append("confirmations")
    else:
        changed += mark_confirmed(community)
    community.version += 1
    community.save(update_fields=[*changed, "version"])
    closed, reopened = AuditAction.COMMUNITY_CLOSED, AuditAction.COMMUNITY_REOPENED
    record(closed if is_closed else reopened, target=community, by=by)
    return community


def ask_to_confirm(today: datetime.date) -> int:
    """Ask the contacts of entries a year old to confirm them, and once more a month later.

    Each is asked exactly twice for one year: the row is locked, and remembers it.

    Returns: how many were asked.
    Effects: audit `guides.community_asked`; a mail to each contact.
    """
    asked = 0
    rows = Community.objects.unconfirmed(today).exclude(contact_email="")
    for pk in rows.filter(reminded_at=None).values_list("pk", flat=True):
        asked += _ask(pk, today)
    return asked


@transaction.atomic
def _ask(community_id: int, today: datetime.date) -> int:
    rows = Community.objects.unconfirmed(today).filter(reminded_at=None)
    community = rows.select_for_update().filter(pk=community_id).first()
    if community is None:
        return 0
    now = timezone.now()
    if community.asked_at is None:
        community.asked_at, field = now, "asked_at"
    elif (now - community.asked_at).days >= REMIND_AFTER_DAYS:
        community.reminded_at, field = now, "reminded_at"
    else:
        return 0
    community.save(update_fields=[field])
    record(AuditAction.COMMUNITY_ASKED, target=community, by=None, data={"time": field})
    emails.community_confirm(community)
    return 1


def mark_confirmed(community: Community) -> list[str]:
    """Write that the entry is right as of today, and name the fields; the caller saves."""
    community.confirmed_on = timezone.localdate()
    community.asked_at = community.reminded_at = None
    return ["confirmed_on", "asked_at", "reminded_at"]


def _show_contact(community: Community, *, shown: bool, by: User | None) -> list[str]:
    if shown == community.shows_contact or (shown and not community.has_contact):
        return []
    community.contact_public_since = timezone.now() if shown else None
    data = {"shown": shown, "told": "guide" if by else "link"}
    record(AuditAction.COMMUNITY_CONTACT_CHANGED, target=community, by=by, data=data)
    return ["contact_public_since"]


def _locked(community_id: int) -> Community:
    rows = Community.objects.select_for_update(of=("self",)).select_related("neighbourhood")
    return rows.get(pk=community_id)


def _kept(community_id: int, *, by: User) -> Community:
    """Lock an entry that this person keeps. Raises: NotPermitted."""
    community = _locked(community_id)
    if not permissions.can_keep(by, community.neighbourhood_id):
        raise NotPermitted(_("Kun en guide i kvarteret kan gøre det."))
    return community


def _by_link(community_id: int, number: int | None) -> Community:
    """Lock the entry of a link in a mail. Raises: LinkUsedUp."""
    community = _locked(community_id)
    if number != community.confirmations:
        raise LinkUsedUp(_("Linket er brugt, eller oplysningerne er bekræftet siden."))
    return community


def _check_version(community: Community, version: int) -> None:
    if community.version != version:
        raise EditConflict(_("Oplysningerne er ændret, siden du åbnede siden."))
