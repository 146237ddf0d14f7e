"""What people without an account suggest for the directory, and what the place's guides answer."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions, queries
from guides.actions import communities
from guides.enums import SUGGESTION_TRANSITIONS, SuggestionMove
from guides.errors import NothingSuggested, NotPermitted, ReasonMissing, TransitionNotAllowed
from guides.models import Community, CommunitySuggestion
from portal.areas.models import Neighbourhood
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from uuid import UUID

    from portal.users.models import User

KEPT_DAYS = 365
"""An answered suggestion, with its sender's address, is kept so long."""


@transaction.atomic
def suggest(
    *,
    token: UUID,
    community_id: int | None,
    changes: dict[str, Any],
    note: str,
    sender_name: str,
    sender_email: str,
) -> CommunitySuggestion:
    """Take in a suggestion: a new entry, or changes to one. The form sent twice is one suggestion.

    Args: community_id: None for a new entry. changes: plain values; those that say what stands
    already are left out.
    Raises: NothingSuggested (nothing new and no note), Neighbourhood.DoesNotExist.
    Effects: audit `guides.community_suggested`; tells the place's guides by mail.
    """
    known = CommunitySuggestion.objects.filter(submission_token=token).first()
    if known is not None:
        return known
    community = None
    place: int = changes.get("neighbourhood") or 0
    if community_id is not None:
        community = Community.objects.listed().get(pk=community_id)
        place = community.neighbourhood_id
        standing = communities.now_standing(community)
        changes = {name: value for name, value in changes.items() if value != standing[name]}
        if not changes and not note:
            raise NothingSuggested(_("Ret noget, eller skriv, hvad der er forkert."))
    suggestion = CommunitySuggestion.objects.create(
        community=community,
        neighbourhood=Neighbourhood.objects.active().get(pk=place),
        changes=changes,
        note=note,
        sender_name=sender_name,
        sender_email=sender_email.lower(),
        submission_token=token,
    )
    record(AuditAction.COMMUNITY_SUGGESTED, target=suggestion, by=None)
    for reader in queries.guides_serving(suggestion.neighbourhood_id):
        emails.suggestion_waiting(suggestion, to=reader)
    return suggestion


@transaction.atomic
def approve(suggestion_id: int, *, reason: str, by: User) -> CommunitySuggestion:
    """Put what was suggested into the directory; that confirms the entry.

    Args: reason: words to the sender; may be empty.
    Raises: NotPermitted, TransitionNotAllowed.
    Effects: audit `guides.suggestion_approved`; the sender gets a mail, and a new contact one with
    the link that says yes to being shown.
    """
    suggestion = _answered(suggestion_id, SuggestionMove.APPROVE, reason, by=by)
    is_new = suggestion.community is None
    community = Community() if suggestion.community is None else _locked(suggestion.community.pk)
    try:
        changed = communities.write(community, suggestion.changes)
    except ObjectDoesNotExist as gone:
        raise NotPermitted(_("Kvarteret eller temaet findes ikke mere.")) from gone
    changed += communities.mark_confirmed(community)
    if is_new:
        community.save()
        suggestion.community = community
    else:
        community.version += 1
        community.save(update_fields=[*changed, "version"])
    suggestion.save()
    record(
        AuditAction.SUGGESTION_APPROVED,
        target=suggestion,
        by=by,
        data={"community": community.pk, "fields": sorted(suggestion.changes)},
    )
    _answer(suggestion)
    if communities.CONTACT_FIELDS & set(suggestion.changes):
        emails.community_confirm(community)
    return suggestion


@transaction.atomic
def decline(suggestion_id: int, *, reason: str, by: User) -> CommunitySuggestion:
    """Say no, and why.

    Raises: NotPermitted, TransitionNotAllowed, ReasonMissing.
    Effects: audit `guides.suggestion_declined`; the sender gets a mail.
    """
    if not reason.strip():
        raise ReasonMissing(_("Skriv til afsenderen, hvorfor"))
    suggestion = _answered(suggestion_id, SuggestionMove.DECLINE, reason, by=by)
    suggestion.save()
    record(AuditAction.SUGGESTION_DECLINED, target=suggestion, by=by)
    _answer(suggestion)
    return suggestion


def forget(now: datetime.datetime) -> int:
    """Delete suggestions answered more than a year ago; done twice, it changes nothing."""
    old = CommunitySuggestion.objects.filter(
        decided_at__lt=now - datetime.timedelta(days=KEPT_DAYS)
    )
    return old.delete()[0]


def _answered(
    suggestion_id: int, move: SuggestionMove, reason: str, *, by: User
) -> CommunitySuggestion:
    """Lock a suggestion and write the answer on it; the caller saves. Raises as `approve`."""
    rows = CommunitySuggestion.objects.select_for_update(of=("self",))
    suggestion = rows.select_related("community").get(pk=suggestion_id)
    if not permissions.can_keep(by, suggestion.neighbourhood_id):
        raise NotPermitted(_("Kun en guide i kvarteret kan svare."))
    if not suggestion.allows(move):
        raise TransitionNotAllowed(_("Der er svaret på forslaget."))
    suggestion.status = SUGGESTION_TRANSITIONS[move][1]
    suggestion.reason = reason.strip()
    suggestion.decided_by, suggestion.decided_at = by, timezone.now()
    return suggestion


def _locked(community_id: int) -> Community:
    return Community.objects.select_for_update().get(pk=community_id)


def _answer(suggestion: CommunitySuggestion) -> None:
    if suggestion.sender_email:
        emails.suggestion_answered(suggestion)
