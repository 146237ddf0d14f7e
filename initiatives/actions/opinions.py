"""Second opinions: a short statement asked of a colleague or of the group's guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import moves
from initiatives.enums import ASSESSABLE
from initiatives.errors import (
    ConflictOfInterest,
    DeadlineTooSoon,
    NotPermitted,
    TransitionNotAllowed,
)
from initiatives.models import SecondOpinion, Stance
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users.models import User
from portal.users.roles import CASE_STAFF

if TYPE_CHECKING:
    import datetime

    from initiatives.models import Application


def colleagues_for(application: Application, *, besides: User) -> list[User]:
    """The case staff who could give a second opinion: at work, without a declared conflict."""
    roles = [role.value for role in CASE_STAFF]
    conflicted = application.declarations.filter(is_impartial=False).values("user")
    rows = User.objects.filter(groups__name__in=roles, is_active=True).exclude(pk=besides.pk)
    return list(rows.exclude(pk__in=conflicted).distinct().order_by("full_name"))


@transaction.atomic
def ask(
    application_id: int, *, of_id: int, question: str, due_on: datetime.date, by: User
) -> SecondOpinion:
    """Ask a colleague or the group's guide for a short statement, by a day.

    Raises: NotPermitted (also for somebody who is neither), ConflictOfInterest (also a colleague
        with one), TransitionNotAllowed, ReasonsMissing (no question), DeadlineTooSoon.
    Effects: audit `initiatives.opinion_asked`, a message to the one who is asked.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=standing.handles)
    if application.status not in ASSESSABLE:
        raise TransitionNotAllowed(_("Sagen er indstillet. Bed om en udtalelse før det."))
    if due_on <= timezone.localdate():
        raise DeadlineTooSoon(_("Vælg en frist, der ligger efter i dag."))
    text = moves.require_text(question, _("Skriv, hvad du vil vide."))
    person = User.objects.get(pk=of_id)
    is_guide = person in permissions.helpers_of(application.initiative)
    if not is_guide and person not in colleagues_for(application, besides=by):
        raise NotPermitted(_("Vælg en kollega eller gruppens guide."))
    theirs = permissions.Standing(person, application)
    if theirs.has_conflict or (not is_guide and theirs.is_involved):
        raise ConflictOfInterest(
            _("%(name)s kan ikke udtale sig i sagen. Vælg en anden.") % {"name": person}
        )
    if application.second_opinions.unanswered().filter(asked_of=person).exists():
        raise TransitionNotAllowed(
            _("Du har allerede spurgt %(name)s. Vent på svaret.") % {"name": person}
        )
    opinion = SecondOpinion.objects.create(
        application=application,
        asked_of=person,
        is_guide=is_guide,
        question=text,
        due_on=due_on,
        asked_by=by,
    )
    event = audit.record(AuditAction.OPINION_ASKED, target=application, by=by)
    emails.asked_to_look(application, reader=person, page="initiatives:assessments", event=event.pk)
    return opinion


@transaction.atomic
def offer(application_id: int, *, stance: Stance, text: str, by: User) -> SecondOpinion:
    """Give a statement that nobody asked for, as the group's guide; the same words twice are one.

    Raises: NotPermitted (not the group's guide), ConflictOfInterest, ReasonsMissing (no text),
        TransitionNotAllowed (the case is recommended, or the municipality has asked already).
    Effects: audit `initiatives.opinion_offered`, a message to the caseworker who has the case.
    """
    application = moves.lock(application_id)
    if by not in permissions.helpers_of(application.initiative):
        raise NotPermitted(_("Kun gruppens guide kan udtale sig uden at være spurgt."))
    if permissions.Standing(by, application).has_conflict:
        raise ConflictOfInterest(_("Du har sagt, at du er inhabil i sagen."))
    if application.status not in ASSESSABLE:
        raise TransitionNotAllowed(
            _("Sagen er indstillet. Der er ikke brug for en udtalelse mere.")
        )
    words = moves.require_text(text, _("Skriv din udtalelse."))
    mine = application.second_opinions.filter(asked_of=by, withdrawn_at=None)
    if mine.filter(answered_at=None).exists():
        raise TransitionNotAllowed(_("Kommunen har spurgt dig. Svar på spørgsmålet i stedet."))
    said_before = mine.filter(answer=words, stance=stance).first()
    if said_before is not None:
        return said_before
    opinion = SecondOpinion.objects.create(
        application=application,
        asked_of=by,
        is_guide=True,
        due_on=timezone.localdate(),
        asked_by=by,
        stance=stance,
        answer=words,
        answered_at=timezone.now(),
    )
    event = audit.record(AuditAction.OPINION_OFFERED, target=application, by=by)
    if application.caseworker is not None:
        page = "initiatives:casework-detail"
        emails.asked_to_look(application, reader=application.caseworker, page=page, event=event.pk)
    return opinion


@transaction.atomic
def answer(opinion_id: int, *, stance: Stance, text: str, by: User) -> SecondOpinion:
    """Give the statement that one was asked for; once.

    Raises: NotPermitted, ConflictOfInterest, TransitionNotAllowed (answered, withdrawn or the case
        is recommended), ReasonsMissing (no text).
    Effects: audit `initiatives.opinion_given`, a message to the one who asked.
    """
    asked = SecondOpinion.objects.get(pk=opinion_id)
    application = moves.lock(asked.application_id)
    opinion = SecondOpinion.objects.visible_to(by).filter(pk=opinion_id).first()
    if opinion is None:
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    if opinion.answered_at is not None or application.status not in ASSESSABLE:
        raise TransitionNotAllowed(_("Udtalelsen kan ikke ændres nu."))
    opinion.answer = moves.require_text(text, _("Skriv din udtalelse."))
    opinion.stance, opinion.answered_at = stance, timezone.now()
    opinion.save(update_fields=["answer", "stance", "answered_at"])
    event = audit.record(AuditAction.OPINION_GIVEN, target=application, by=by)
    emails.asked_to_look(
        application, reader=opinion.asked_by, page="initiatives:casework-detail", event=event.pk
    )
    return opinion
