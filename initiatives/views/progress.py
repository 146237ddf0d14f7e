"""Where an application stands, in plain words: step, what happens now, whose turn, by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from initiatives.enums import ApplicationStatus, AwardStatus, CitizenStep
from initiatives.models import Award
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.templatetags.portal_tags import dato

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from initiatives.models import Application, Inquiry

_A = AuditAction

CITIZEN_EVENTS = {
    _A.APPLICATION_SUBMITTED,
    _A.APPLICATION_TAKEN_UP,
    _A.INFORMATION_REQUESTED,
    _A.INFORMATION_ANSWERED,
    _A.INFORMATION_OVERDUE,
    _A.HEARING_OPENED,
    _A.HEARING_CLOSED,
    _A.APPLICATION_AWARDED,
    _A.APPLICATION_REFUSED,
    _A.APPLICATION_DISMISSED,
    _A.APPLICATION_WITHDRAWN,
    _A.APPLICATION_REOPENED,
    _A.AWARD_ACCEPTED,
    _A.AWARD_STARTED,
    _A.PAYMENT_RECORDED,
    _A.AWARD_REPORT_DUE,
    _A.AWARD_REPORTED,
    _A.AWARD_CLOSED,
    _A.AWARD_LAPSED,
    _A.AWARD_REPAYMENT_DUE,
}
"""What a citizen is told of the log: never who recommended, who declared what, or who looked."""


@dataclass(frozen=True)
class Now:
    """What happens now, who has the ball, and by when."""

    text: str
    ball: str
    when: str


def step_rows(
    application: Application, *, award: Award | None, asked: bool
) -> list[dict[str, str]]:
    """The six plain steps; the fourth counts as done only for those who were asked something."""
    current = application.citizen_step
    if award and award.status != AwardStatus.OFFERED:
        current = CitizenStep.FOLLOW_UP
    order = list(CitizenStep)
    rows = []
    for step in order:
        state = "done" if order.index(step) < order.index(current) else ""
        if step == current:
            state = "current"
        elif step == CitizenStep.NEEDS_YOU and not asked:
            state = ""
        rows.append({"label": str(step.label), "state": state})
    return rows


def now(application: Application, *, award: Award | None, inquiry: Inquiry | None) -> Now:
    """Say what happens now."""
    status = ApplicationStatus(application.status)
    if award is not None:
        return _after_award(award)
    if inquiry is not None:
        return _asked(status, inquiry)
    if status == ApplicationStatus.DRAFT:
        return _draft(application)
    answered_on = _("Du får svar senest %(day)s") % {"day": dato(application.answer_by)}
    texts = {
        ApplicationStatus.SUBMITTED: _(
            "Kommunen har fået ansøgningen. En sagsbehandler begynder på den snart."
        ),
        ApplicationStatus.UNDER_REVIEW: _("En sagsbehandler læser ansøgningen og vurderer den."),
        ApplicationStatus.READY_FOR_DECISION: _(
            "Sagsbehandleren er færdig. Nu afgør en anden i kommunen, hvad svaret bliver."
        ),
    }
    if status in texts:
        return Now(texts[status], _("Kommunen"), answered_on)
    return _ended(status)


def _draft(application: Application) -> Now:
    closes_on = application.funding_round.closes_on
    when = _("Når du er klar")
    if closes_on:
        when = _("Send den senest %(day)s") % {"day": dato(closes_on)}
    return Now(
        _("Ansøgningen er ikke sendt. Kommunen kan først se den, når du sender den."),
        _("Dig"),
        when,
    )


def _asked(status: ApplicationStatus, inquiry: Inquiry) -> Now:
    text = _("Vi kan ikke komme videre uden dit svar. Læs spørgsmålet herunder.")
    if status == ApplicationStatus.IN_HEARING:
        text = _("Vi har fået oplysninger, som du har ret til at svare på. Læs dem herunder.")
    return Now(text, _("Dig"), _("Svar senest %(day)s") % {"day": dato(inquiry.due_on)})


def _ended(status: ApplicationStatus) -> Now:
    texts = {
        ApplicationStatus.REFUSED: _(
            "I har fået svar. Læs begrundelsen. En guide kan hjælpe jer videre."
        ),
        ApplicationStatus.DISMISSED: _(
            "Vi kunne ikke behandle ansøgningen. Læs hvorfor. En guide kan hjælpe jer videre."
        ),
        ApplicationStatus.WITHDRAWN: _("Ansøgningen er trukket tilbage. Der sker ikke mere."),
    }
    return Now(texts.get(status, ""), _("Ingen venter på dig"), _("Ingen frist"))


def _after_award(award: Award) -> Now:
    report = _("Ingen frist lige nu")
    if award.report_due_on:
        report = _("Fortæl senest %(day)s, hvordan det gik") % {"day": dato(award.report_due_on)}
    texts = {
        AwardStatus.OFFERED: (
            _("I har fået tilskud. Læs vilkårene, og sig ja til dem."),
            _("Dig"),
            _("Før I går i gang"),
        ),
        AwardStatus.ACCEPTED: (
            _("I har sagt ja til vilkårene. Gå bare i gang. Kommunen kontakter jer om pengene."),
            _("Jer og kommunen"),
            report,
        ),
        AwardStatus.RUNNING: (_("Initiativet er i gang. God fornøjelse."), _("Jer"), report),
        AwardStatus.REPORT_DUE: (
            _("Nu vil vi gerne høre, hvordan det gik."),
            _("Dig"),
            report,
        ),
        AwardStatus.REPORTED: (
            _("Kommunen har fået jeres afrapportering og læser den."),
            _("Kommunen"),
            _("Vi skriver, når den er læst"),
        ),
        AwardStatus.CLOSED: (
            _("Sagen er afsluttet. Tak for det, I har lavet."),
            _("Ingen venter på dig"),
            _("Ingen frist"),
        ),
        AwardStatus.LAPSED: (
            _("Tilskuddet er bortfaldet. Ring til os, hvis I stadig vil i gang."),
            _("Ingen venter på dig"),
            _("Ingen frist"),
        ),
        AwardStatus.REPAYMENT_DUE: (
            _("I skal betale penge tilbage. Kommunen har skrevet til jer om det."),
            _("Dig"),
            _("Se kommunens brev"),
        ),
    }
    return Now(*texts[AwardStatus(award.status)])


def timeline(application: Application) -> list[dict[str, Any]]:
    """What has happened, newest first, as the group may know it."""
    return [
        {"when": event.at, "title": event.get_action_display()}
        for event in events(application).filter(action__in=CITIZEN_EVENTS)
    ]


def events(application: Application) -> QuerySet[AuditEvent]:
    """The log's lines about an application and its awards, newest first."""
    awards = application.awards.order_by().values("pk")
    return AuditEvent.objects.filter(
        Q(target_type=application._meta.label_lower, target_id=application.pk)
        | Q(target_type=Award._meta.label_lower, target_id__in=awards)
    )
