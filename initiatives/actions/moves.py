"""What every move of an application has in common: lock, table, version, log, message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.enums import (
    APPLICATION_TRANSITIONS,
    AWARD_TRANSITIONS,
    CITIZEN_STEPS,
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    GroupMove,
)
from initiatives.errors import (
    ConfirmationMissing,
    ConflictOfInterest,
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import REASONS_MIN_LENGTH, Application, Award, Confirmation
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    import datetime

    from portal.users.models import User


class StoodBy(NamedTuple):
    """How, and on which day, an applicant who cannot sign in said what another carries out."""

    how: str
    on: datetime.date


def lock(application_id: int, *more: str) -> Application:
    """Fetch an application with its initiative, round and pool, and lock its own row.

    Args: more: further relations that the action reads.
    """
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("initiative", "funding_round__pool", "assisted_entry", *more)
        .get(pk=application_id)
    )


def lock_award(award_id: int) -> Award:
    """Fetch an award with its application, and lock the application's row and then its own."""
    application = lock(Award.objects.values_list("application_id", flat=True).get(pk=award_id))
    award = Award.objects.select_for_update(of=("self",)).get(pk=award_id)
    award.application = application
    return award


def require_handling(standing: permissions.Standing, *, permitted: bool) -> None:
    """Refuse a person who may not make this move of the municipality's, and say why.

    Raises: ConflictOfInterest, NotPermitted.
    """
    if standing.has_conflict:
        raise ConflictOfInterest(_("Du har erklæret dig inhabil i sagen. En kollega må overtage."))
    if standing.is_involved:
        raise ConflictOfInterest(
            _("Du er med i initiativet eller har hjulpet det. En kollega må overtage.")
        )
    if not permitted:
        raise NotPermitted(_("Du har ikke rettigheder til at gøre det."))


def require_impartiality(standing: permissions.Standing) -> None:
    """Refuse an assessment or decision by one who has not declared to be impartial.

    Raises: NotPermitted. Source: forvaltningsloven § 3.
    """
    if standing.impartiality is not True:
        raise NotPermitted(_("Erklær først, at du ikke er inhabil i sagen."))


def require_lead(application: Application, by: User) -> None:
    """Refuse everybody but the group's «tovholder». Raises: NotPermitted."""
    if not permissions.is_lead(by, application.initiative):
        raise NotPermitted(_("Kun tovholderen kan gøre det."))


def require_voice(
    application: Application,
    by: User,
    stood_by: StoodBy | None,
    *,
    to: ApplicationMove | AwardMove | GroupMove,
) -> None:
    """Refuse everybody but the «tovholder», and who typed for one that cannot sign in.

    The typist says how and when the applicant stood by it.

    Raises: NotPermitted, ConfirmationMissing.
    Effects: for the typist, audit `initiatives.application_confirmed`.
    """
    standing = permissions.Standing(by, application)
    if not standing.speaks:
        raise NotPermitted(_("Kun tovholderen kan gøre det."))
    if not standing.is_lead:
        log_confirmation(application, stood_by, by=by, to=to)


def log_confirmation(
    application: Application,
    stood_by: StoodBy | None,
    *,
    by: User,
    to: ApplicationMove | AwardMove | GroupMove,
) -> None:
    """Log what the applicant stood by. Raises: ConfirmationMissing (also a day to come)."""
    if stood_by is None or stood_by.how not in Confirmation.values:
        raise ConfirmationMissing(_("Vælg, hvordan personen har bekræftet det"))
    if stood_by.on > timezone.localdate():
        raise ConfirmationMissing(_("Skriv en dag, der ikke ligger i fremtiden"))
    data = {"how": stood_by.how, "on": stood_by.on.isoformat(), "to": to.value}
    audit.record(AuditAction.APPLICATION_CONFIRMED, target=application, by=by, data=data)


def require_version(application: Application, version: int) -> None:
    """Refuse a form that was opened before somebody else's change. Raises: EditConflict."""
    if application.version != version:
        raise EditConflict(
            _("En anden har ændret sagen, siden du åbnede den. Læs den igen, før du fortsætter.")
        )


def require_move(application: Application, move: ApplicationMove) -> None:
    """Refuse a move that the table does not know from here. Raises: TransitionNotAllowed."""
    if not application.allows(move):
        status = ApplicationStatus(application.status).label
        raise TransitionNotAllowed(
            _("Det kan ikke lade sig gøre nu. Ansøgningen har status »%(status)s«.")
            % {"status": status}
        )


def require_award_move(award: Award, move: AwardMove) -> None:
    """Refuse a move that the award's table does not know. Raises: TransitionNotAllowed."""
    if not award.allows(move):
        raise TransitionNotAllowed(
            _("Det kan ikke lade sig gøre nu. Bevillingen har status »%(status)s«.")
            % {"status": award.get_status_display()}
        )


def require_text(text: str, sentence: str) -> str:
    """Hand the text back without blanks around it. Raises: ReasonsMissing with `sentence`."""
    stripped = text.strip()
    if not stripped:
        raise ReasonsMissing(sentence)
    return stripped


def require_reasons(reasons: str) -> str:
    """Hand the reasons of a decision back. Raises: ReasonsMissing, when they are too short."""
    stripped = reasons.strip()
    if len(stripped) < REASONS_MIN_LENGTH:
        raise ReasonsMissing(
            _("Skriv en begrundelse på mindst %(least)s tegn.") % {"least": REASONS_MIN_LENGTH}
        )
    return stripped


def make(
    application: Application,
    move: ApplicationMove,
    *,
    by: User,
    action: AuditAction,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Write the move and whatever fields go with it on a locked application, and log it.

    Effects: audit `action`; defers the message «Der er nyt i din sag», when the group is told
    another step than before and did not make the move itself.
    """
    was = ApplicationStatus(application.status)
    now = APPLICATION_TRANSITIONS[move][1]
    fields |= {"status": now, "version": application.version + 1}
    for name, value in fields.items():
        setattr(application, name, value)
    application.save(update_fields=[*fields])
    audit.record(
        action, target=application, by=by, data={"from": was.value, "to": now.value, **(data or {})}
    )
    # What is sent has a receipt of its own, also when somebody else typed it.
    is_own = move == ApplicationMove.SUBMIT or permissions.is_lead(by, application.initiative)
    if CITIZEN_STEPS[was] != CITIZEN_STEPS[now] and not is_own:
        tell_news(application)


def tell_news(application: Application) -> None:
    """Put the message «Der er nyt i din sag» to the «tovholder» in the post."""
    lead = application.initiative.lead
    if lead is not None:
        emails.news(application, reader=lead)


def make_award(
    award: Award, move: AwardMove, *, by: User | None, action: AuditAction, **fields: Any
) -> None:
    """Write the move of a locked award and whatever fields go with it, and log it.

    Args: by: None for the clock.
    """
    was = award.status
    fields["status"] = AWARD_TRANSITIONS[move][1]
    for name, value in fields.items():
        setattr(award, name, value)
    award.save(update_fields=[*fields])
    audit.record(action, target=award, by=by, data={"from": was, "to": fields["status"].value})
