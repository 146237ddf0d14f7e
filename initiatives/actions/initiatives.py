"""What is done to an initiative itself: told, claimed, moved on, shown."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.enums import (
    AWARD_STAGES,
    STAGE_TRANSITIONS,
    AwardStatus,
    MemberRole,
    Stage,
    Visibility,
)
from initiatives.errors import (
    ContactMissing,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import (
    Award,
    Initiative,
    InitiativeMember,
    NumberSeries,
    Presentation,
)
from initiatives.queries import CUT_SHORT
from initiatives.signals import idea_told
from portal.areas.models import Neighbourhood
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User

_TITLE_LENGTH = 80
_FIRST_SENTENCE = re.compile(r"(.+?)(?:[.!?](?:\s|$)|\n|$)", re.DOTALL)


@transaction.atomic
def tell_idea(
    *,
    token: UUID,
    text: str,
    neighbourhood_id: int,
    name: str,
    phone: str,
    email: str,
    by: User | None = None,
) -> Initiative:
    """Take in an idea told in four fields, for a guide to ring about.

    The same token is the same idea: the form sent twice gives the first one back. One who is
    signed in and writes their own address leads the idea at once; anybody else can claim it later.

    Raises: ReasonsMissing (no text), ContactMissing (neither phone nor e-mail),
        Neighbourhood.DoesNotExist.
    Effects: audit `initiatives.idea_told`, signal `idea_told`, defers the receipt to an e-mail.
    """
    initiative, is_new = _take_in(
        token=token,
        text=text,
        neighbourhood_id=neighbourhood_id,
        name=name,
        phone=phone,
        email=email,
    )
    if not is_new:
        return initiative
    if by is not None and by.email == initiative.contact_email:
        InitiativeMember.objects.create(initiative=initiative, user=by, role=MemberRole.LEAD)
    audit.record(AuditAction.IDEA_TOLD, target=initiative, by=by)
    idea_told.send(sender=Initiative, initiative=initiative)
    if initiative.contact_email:
        emails.idea_received(initiative, locale=get_language() or settings.LANGUAGE_CODE)
    return initiative


@transaction.atomic
def take_in_referred(
    *, token: UUID, text: str, neighbourhood_id: int, name: str, phone: str, email: str
) -> tuple[Initiative, bool]:
    """Take in what somebody else told of a person who wants a guide, and whether it is new.

    No signal and no receipt: who opens the course says how it began. The person can claim it with
    their own address, as an idea of their own.

    Raises: as `tell_idea`.
    """
    return _take_in(
        token=token,
        text=text,
        neighbourhood_id=neighbourhood_id,
        name=name,
        phone=phone,
        email=email,
    )


def _take_in(
    *, token: UUID, text: str, neighbourhood_id: int, name: str, phone: str, email: str
) -> tuple[Initiative, bool]:
    year = _lock_series()
    known = Initiative.objects.filter(submission_token=token).first()
    if known:
        return known, False
    if not text.strip():
        raise ReasonsMissing(_("Skriv lidt om din idé"))
    if not phone and not email:
        raise ContactMissing(_("Skriv et telefonnummer eller en e-mail, så vi kan svare dig"))
    initiative = Initiative.objects.create(
        number=_next_number(year),
        title=_title_of(text),
        description=text.strip(),
        neighbourhood=Neighbourhood.objects.active().get(pk=neighbourhood_id),
        contact_name=name.strip(),
        contact_phone=phone,
        contact_email=email.strip().lower(),
        submission_token=token,
    )
    return initiative, True


@transaction.atomic
def claim(initiative_id: int, *, by: User) -> Initiative:
    """Make the person who told an idea without log-in its «tovholder».

    The address they signed in with is the proof; claiming one's own idea again changes nothing.

    Raises: NotPermitted, when the idea was told with another address or is led by somebody.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    if permissions.is_lead(by, initiative):
        return initiative
    if not Initiative.objects.claimable_by(by).filter(pk=initiative_id).exists():
        raise NotPermitted(_("Idéen er ikke fortalt med din e-mailadresse."))
    InitiativeMember.objects.update_or_create(
        initiative=initiative, user=by, defaults={"role": MemberRole.LEAD}
    )
    audit.record(AuditAction.IDEA_CLAIMED, target=initiative, by=by)
    return initiative


@transaction.atomic
def change_stage(initiative_id: int, *, to: Stage, by: User) -> Initiative:
    """Say how far the initiative has come; never past what its award allows.

    Raises: NotPermitted, TransitionNotAllowed.
    """
    # The award before the initiative: nobody may move it while we read how far it allows.
    award = (
        Award.objects.select_for_update()
        .filter(application__initiative=initiative_id)
        .exclude(status=AwardStatus.LAPSED)
        .order_by("-awarded_at")
        .first()
    )
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    if not permissions.can_change_stage(by, initiative):
        raise NotPermitted(_("Kun tovholderen og kommunen kan gøre det."))
    if initiative.stage not in STAGE_TRANSITIONS.get(to, frozenset()):
        raise TransitionNotAllowed(
            _("Det kan ikke lade sig gøre nu. Initiativet er på trinnet »%(stage)s«.")
            % {"stage": initiative.get_stage_display()}
        )
    if award and to != Stage.STOPPED and to not in AWARD_STAGES[AwardStatus(award.status)]:
        raise TransitionNotAllowed(
            _("Det må vente på tilskuddet. Det har status »%(status)s«.")
            % {"status": award.get_status_display()}
        )
    move_to(initiative, to, by=by)
    return initiative


def stages_for(user: User, initiative: Initiative) -> list[Stage]:
    """List the stages this person may move the initiative to now, in the order of its life."""
    if not permissions.can_change_stage(user, initiative):
        return []
    awards = Award.objects.filter(application__initiative=initiative)
    newest = awards.exclude(status=AwardStatus.LAPSED).order_by("-awarded_at").first()
    within = AWARD_STAGES[AwardStatus(newest.status)] if newest else frozenset(Stage)
    return [
        stage
        for stage, before in STAGE_TRANSITIONS.items()
        if initiative.stage in before and (stage == Stage.STOPPED or stage in within)
    ]


def begin(*, by: User) -> Initiative:
    """Make an empty initiative led by this person, for an application that starts from nothing.

    Part of the caller's transaction.
    """
    initiative = Initiative.objects.create(number=_next_number(_lock_series()))
    InitiativeMember.objects.create(initiative=initiative, user=by, role=MemberRole.LEAD)
    return initiative


def move_to(initiative: Initiative, stage: Stage, *, by: User | None) -> None:
    """Write a stage that award, start or report brings about. Part of the caller's transaction."""
    was = initiative.stage
    if was == stage:
        return
    initiative.stage = stage
    initiative.save(update_fields=["stage"])
    audit.record(
        AuditAction.INITIATIVE_STAGE_CHANGED,
        target=initiative,
        by=by,
        data={"from": was, "to": stage.value},
    )


def publish_awarded(initiative: Initiative, *, by: User) -> None:
    """Show an awarded initiative to everybody: title, place, theme and amount are always public.

    Part of the caller's transaction. Source: the domain specification, `Visibility`.
    """
    # The title as it was decided on: what the group writes later waits for a moderator.
    Presentation.objects.update_or_create(
        initiative=initiative, defaults={"title": initiative.title}
    )
    if initiative.visibility != Visibility.PUBLIC:
        initiative.visibility = Visibility.PUBLIC
        initiative.save(update_fields=["visibility"])
        audit.record(AuditAction.INITIATIVE_PUBLISHED, target=initiative, by=by)
    if initiative.stage == Stage.IDEA:
        move_to(initiative, Stage.PREPARING, by=by)


def unpublish_lapsed(initiative: Initiative, *, by: User | None) -> None:
    """Take an initiative back from the public, when the award that made it public has lapsed.

    One that a moderator let out by the group's own wish stays. Part of the caller's transaction.
    """
    shown = Presentation.objects.filter(initiative=initiative).first()
    if initiative.visibility != Visibility.PUBLIC or initiative.is_awarded:
        return
    if shown is not None and shown.summary:
        return
    waits = shown is not None and shown.waits
    initiative.visibility = Visibility.AWAITING_MODERATION if waits else Visibility.PRIVATE
    initiative.save(update_fields=["visibility"])
    audit.record(AuditAction.INITIATIVE_MADE_PRIVATE, target=initiative, by=by)


def _title_of(text: str) -> str:
    """The first line or sentence, cut at a word so that it fits a title."""
    found = _FIRST_SENTENCE.match(text.strip())
    first = found[1] if found else text.strip()
    title = textwrap.shorten(first, _TITLE_LENGTH, placeholder=CUT_SHORT)
    return title if title.strip(" …") else first[:_TITLE_LENGTH]


def _lock_series() -> int:
    """Lock this year's numbers until the end of the transaction, and tell the year."""
    year = timezone.localdate().year
    NumberSeries.objects.get_or_create(year=year)
    NumberSeries.objects.select_for_update().get(year=year)
    return year


def _next_number(year: int) -> str:
    """The next case number, such as HTI-2026-0042; the series must be locked."""
    series = NumberSeries.objects.get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{settings.CASE_NUMBER_PREFIX}-{year}-{series.last:04d}"
