"""«Assisteret»: a guide or the municipality types an application for somebody without MitID."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import emails, permissions, queries
from initiatives.actions import applications, initiatives, moves, payouts
from initiatives.enums import ApplicationMove, MemberRole
from initiatives.errors import ConflictOfInterest, NotPermitted, RoundClosed
from initiatives.models import (
    Application,
    AssistedEntry,
    FundingRound,
    Initiative,
    InitiativeMember,
    TypingHandover,
)
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users import actions as accounts
from portal.users.models import User


@transaction.atomic
def begin(
    *,
    funding_round_id: int,
    full_name: str,
    phone: str,
    email: str,
    postal_address: str,
    by_post: bool,
    by: User,
    initiative_id: int | None = None,
) -> Application:
    """Begin an application for somebody else, who leads the initiative it is about.

    The person's account is found by the address that was told, or made. Nothing of an account that
    was there is shown, and nothing tells whether there was one.

    Args: by_post: whether letters go by post. initiative_id: what a guide follows; without it an
    empty initiative is made, by the municipality's people alone.
    Raises: NotPermitted (not one's own course, or a «tovholder» who can sign in), RoundClosed (no
        application can be begun in the round, for whatever reason).
    Effects: audit `initiatives.entered_for_another`; tells a person with an address by mail.
    """
    # Round before initiative, as everywhere else.
    funding_round = FundingRound.objects.select_for_update().get(pk=funding_round_id)
    initiative = None
    if initiative_id is not None:
        initiative = _followed(initiative_id, by=by)
    elif not permissions.can_enter_for_another(by):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    person = initiative.lead if initiative else None
    if person is None:
        person = _account(full_name, phone, email, postal_address, by=by)
    _require_room(funding_round, person)
    if initiative is None:
        initiative = initiatives.begin(by=person)
    else:
        InitiativeMember.objects.get_or_create(
            initiative=initiative, user=person, defaults={"role": MemberRole.LEAD}
        )
    application = Application.objects.create(
        initiative=initiative,
        funding_round=funding_round,
        applicant=person,
        contact_name=full_name,
        contact_phone=phone,
        contact_email=email.strip().lower(),
    )
    AssistedEntry.objects.create(
        application=application, entered_by=by, wants_letters_by_post=by_post
    )
    if not Application.objects.visible_to(by).filter(pk=application.pk).exists():
        raise NotPermitted(_("Forløbet er afsluttet. Du kan ikke skrive for personen mere."))
    audit.record(
        AuditAction.ENTERED_FOR_ANOTHER, target=application, by=by, data={"person": person.pk}
    )
    moves.tell_news(application)
    return application


@transaction.atomic
def send(
    application_id: int, *, confirmation: str, confirmed_on: datetime.date, by: User
) -> Application:
    """Send what one typed for another, who stood by it on a certain day.

    Args: confirmation: one of `Confirmation`.
    Raises: NotPermitted (not who typed it), TransitionNotAllowed (sent already),
        ConfirmationMissing, and what `applications.submit` raises.
    Effects: audit `initiatives.application_confirmed`, and those of `applications.submit`.
    """
    application = moves.lock(application_id)
    if not permissions.Standing(by, application).types_for_applicant:
        raise NotPermitted(_("Kun den, der har skrevet ansøgningen, kan sende den sådan."))
    moves.require_move(application, ApplicationMove.SUBMIT)
    stood_by = moves.StoodBy(confirmation, confirmed_on)
    moves.log_confirmation(application, stood_by, by=by, to=ApplicationMove.SUBMIT)
    entry = application.assisted_entry
    entry.confirmation, entry.confirmed_on = confirmation, confirmed_on
    entry.save(update_fields=["confirmation", "confirmed_on"])
    return applications.submit(application_id, by=by)


@transaction.atomic
def hand_over(application_id: int, *, to_id: int, reason: str, by: User) -> AssistedEntry:
    """Let somebody else type for an applicant, as when the one who did has left.

    Done twice it changes nothing. Who typed before handles nothing of the case either.

    Args: to_id: staff, or the guide who follows the person, without a say in the case.
    Raises: NotPermitted, ConflictOfInterest (the new one has a part in the case), ReasonsMissing.
    Effects: audit `initiatives.typing_handed_over`; a mail to the new typist.
    """
    application = moves.lock(application_id)
    if not permissions.can_hand_typing_over(by, application):
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))
    entry = AssistedEntry.objects.select_for_update().get(application=application)
    if entry.entered_by_id == to_id:
        return entry
    said = payouts.note(reason, _("Skriv, hvorfor en anden skal skrive."))
    new = User.objects.get(pk=to_id)
    if not permissions.can_take_typing(new, application):
        raise ConflictOfInterest(
            _("%(name)s kan ikke skrive for personen. Vælg en anden.") % {"name": new}
        )
    TypingHandover.objects.create(
        entry=entry, was_typed_by_id=entry.entered_by_id, goes_to=new, reason=said,
        handed_over_by=by,
    )  # fmt: skip
    data = {"from": entry.entered_by_id, "to_person": new.pk}
    entry.entered_by = new
    entry.save(update_fields=["entered_by"])
    event = audit.record(AuditAction.TYPING_HANDED_OVER, target=application, by=by, data=data)
    emails.asked_to_look(
        application, reader=new, page="initiatives:application-detail", event=event.pk
    )
    return entry


def _followed(initiative_id: int, *, by: User) -> Initiative:
    """Lock the initiative of a guide's own course that needs somebody to type for it."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative_id)
    if not permissions.helped(by, initiative):
        raise NotPermitted(_("Kun forløbets egen guide kan gøre det."))
    lead = initiative.lead
    if lead is not None and lead.email:
        raise NotPermitted(
            _("Tovholderen kan selv logge på. Bed i stedet om lov til at skrive med.")
        )
    return initiative


def _account(full_name: str, phone: str, email: str, postal_address: str, *, by: User) -> User:
    """The person's account. One with an address is theirs to change; nobody else does."""
    address = email.strip().lower()
    if not address:
        return accounts.make_account_without_address(
            full_name=full_name, phone=phone, postal_address=postal_address, by=by
        )
    if address == by.email:
        raise NotPermitted(_("Skriv personens egen e-mail, eller lad feltet stå tomt."))
    person = accounts.ensure_account(
        email=address, full_name=full_name, phone=phone, postal_address=postal_address, by=by
    )
    accounts.add_postal_address(person.pk, postal_address=postal_address, by=by)
    return person


def _require_room(funding_round: FundingRound, person: User) -> None:
    """Refuse in the same words whatever the reason: an account's affairs are not the typist's."""
    drafts = Application.objects.drafts().filter(applicant=person, funding_round=funding_round)
    if not funding_round.is_open() or drafts.exists() or queries.has_overdue_report(person):
        raise RoundClosed(
            _("Ansøgningen kan ikke begyndes i den runde. Vælg en anden runde, eller ring til os.")
        )


def hand_on(initiative_id: int, *, from_id: int, to_id: int, by: User) -> None:
    """Let another guide answer for what was typed for an applicant without log-in.

    Part of the caller's transaction. Who typed it stands in the log.

    Effects: audit `initiatives.entered_for_another` for each application that is handed on.
    """
    entries = AssistedEntry.objects.filter(
        application__initiative=initiative_id, entered_by=from_id, application__applicant__email=""
    )
    for entry in entries.select_related("application"):
        AssistedEntry.objects.filter(pk=entry.pk).update(entered_by=to_id)
        data = {"handed_on": True, "from": from_id, "to": to_id}
        audit.record(AuditAction.ENTERED_FOR_ANOTHER, target=entry.application, by=by, data=data)
