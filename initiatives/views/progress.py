"""Where an application stands, in plain words: step, what happens now, whose turn, by when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from initiatives.enums import (
    ENDED,
    IN_FAVOUR,
    PLAN_OPEN,
    ApplicationStatus,
    AwardStatus,
    CitizenStep,
)
from initiatives.models import Application, Award
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.templatetags.portal_tags import dato

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from initiatives.models import Decision, Inquiry

_A = AuditAction

CITIZEN_EVENTS = {
    _A.APPLICATION_SUBMITTED: _lazy("I sendte ansøgningen"),
    _A.APPLICATION_TAKEN_UP: _lazy("Vi begyndte at læse den"),
    _A.INFORMATION_REQUESTED: _lazy("Vi bad jer om at svare på noget"),
    _A.INFORMATION_ANSWERED: _lazy("I svarede"),
    _A.INFORMATION_OVERDUE: _lazy("Fristen for at svare gik"),
    _A.HEARING_OPENED: _lazy("Vi bad jer om en udtalelse"),
    _A.HEARING_CLOSED: _lazy("Partshøringen sluttede"),
    _A.APPLICATION_AWARDED: _lazy("I fik ja"),
    _A.APPLICATION_REFUSED: _lazy("I fik nej"),
    _A.APPLICATION_DISMISSED: _lazy("Vi afviste ansøgningen"),
    _A.APPLICATION_WITHDRAWN: _lazy("I trak ansøgningen tilbage"),
    _A.APPLICATION_REOPENED: _lazy("Vi tog sagen op igen"),
    _A.AWARD_ACCEPTED: _lazy("I sagde ja til vilkårene"),
    _A.AWARD_STARTED: _lazy("I gik i gang"),
    _A.PLAN_EXTENDED: _lazy("I udskød slutdatoen"),
    _A.PLAN_CHANGE_ASKED: _lazy("I bad om at ændre planen"),
    _A.PLAN_CHANGE_TAKEN_BACK: _lazy("I tog ønsket tilbage"),
    _A.PLAN_CHANGE_APPROVED: _lazy("Vi sagde ja til den nye plan"),
    _A.PLAN_CHANGE_DECLINED: _lazy("Vi sagde nej til at ændre planen"),
    _A.PAYOUT_CONFIRMED: _lazy("I valgte, hvem pengene skal ud til"),
    _A.PAYMENT_EXPORTED: _lazy("Vi sendte pengene til udbetaling"),
    _A.PAYMENT_RECORDED: _lazy("Vi udbetalte penge"),
    _A.PAYMENT_FAILED: _lazy("En udbetaling gik ikke igennem"),
    _A.AWARD_REPORT_DUE: _lazy("Vi bad jer fortælle, hvordan det gik"),
    _A.AWARD_REPORTED: _lazy("I fortalte, hvordan det gik"),
    _A.REPORT_CHECKED: _lazy("Vi læste, hvordan det gik"),
    _A.AWARD_REDUCED: _lazy("Tilskuddet blev mindre"),
    _A.AWARD_LAPSE_WARNED: _lazy("Vi mindede jer om at sige ja eller gå i gang"),
    _A.REPAYMENT_REMINDED: _lazy("Vi mindede jer om at betale tilbage"),
    _A.REPAYMENT_RECORDED: _lazy("Vi fik penge tilbage"),
    _A.REPAYMENT_WAIVED: _lazy("Vi lod jer beholde penge, I skulle betale tilbage"),
    _A.AWARD_CLOSED: _lazy("Sagen blev afsluttet"),
    _A.AWARD_DECLINED: _lazy("I sagde nej tak til tilskuddet"),
    _A.AWARD_LAPSED: _lazy("Tilskuddet bortfaldt"),
    _A.AWARD_REPAYMENT_DUE: _lazy("Vi bad om at få penge tilbage"),
}
"""What a citizen is told of the log, in plain words: never who recommended or who looked."""


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


def open_inquiry(application: Application) -> Inquiry | None:
    """What the group is asked now; None when nothing is."""
    return next((row for row in application.inquiries.all() if row.closed_at is None), None)


def deadline(inquiry: Inquiry) -> str:
    """By when to answer, and that a late answer still counts."""
    day = {"day": dato(inquiry.due_on)}
    if inquiry.is_overdue:
        return _("Fristen var %(day)s. Svar nu, så når vi måske at få det med") % day
    return _("Svar senest %(day)s") % day


def now(
    application: Application, *, award: Award | None, inquiry: Inquiry | None, is_lead: bool
) -> Now:
    """Say what happens now, to the «tovholder» or to another member of the group.

    Reads the application's inquiries and decisions and the award's plan changes: prefetch them.
    """
    told = _to_lead(application, award=award, inquiry=inquiry)
    if is_lead or told.ball != _("Dig"):
        return told
    if application.is_editable and application.funding_round.is_open():
        text = _("Ansøgningen er ikke sendt. I kan alle skrive i den. Tovholderen sender den.")
        return Now(text, _("Tovholderen"), told.when)
    return replace(told, ball=_("Tovholderen"))


def _to_lead(application: Application, *, award: Award | None, inquiry: Inquiry | None) -> Now:
    status = ApplicationStatus(application.status)
    if award is not None:
        return _after_award(award)
    if inquiry is not None:
        return _asked(inquiry)
    if status == ApplicationStatus.DRAFT:
        return _draft(application)
    texts = {
        ApplicationStatus.SUBMITTED: _(
            "Kommunen har fået ansøgningen. En sagsbehandler begynder på den snart."
        ),
        ApplicationStatus.UNDER_REVIEW: _under_review(application),
        ApplicationStatus.READY_FOR_DECISION: _(
            "Sagsbehandleren er færdig. Nu afgør en anden i kommunen, hvad svaret bliver."
        ),
    }
    if status in texts:
        return Now(texts[status], _("Kommunen"), _answered_by(application))
    return _ended(status)


def _answered_by(application: Application) -> str:
    day = {"day": dato(application.answer_by)}
    if application.answer_by and application.answer_by < timezone.localdate():
        return _("Du skulle have haft svar %(day)s. Ring, hvis du vil vide hvorfor") % day
    return _("Du får svar senest %(day)s") % day


def _draft(application: Application) -> Now:
    funding_round = application.funding_round
    if not funding_round.is_open():
        text = _("Runden er lukket, og ansøgningen er ikke sendt. En guide kan hjælpe jer videre.")
        return Now(text, _("Dig"), _("Runden er lukket"))
    when = _("Når I er klar")
    if funding_round.closes_on:
        when = _("Send den senest %(day)s") % {"day": dato(funding_round.closes_on)}
    return Now(
        _("Ansøgningen er ikke sendt. Kommunen kan først se den, når du sender den."),
        _("Dig"),
        when,
    )


def _asked(inquiry: Inquiry) -> Now:
    text = _("Vi kan ikke komme videre uden dit svar. Læs spørgsmålet, og svar.")
    if inquiry.is_hearing:
        text = _("Vi har fået oplysninger, som du har ret til at svare på. Læs dem, og svar.")
    return Now(text, _("Dig"), deadline(inquiry))


def _under_review(application: Application) -> str:
    """What became of the last question, or that the case is looked at anew, or just read."""
    closed = [(row.closed_at, row) for row in application.inquiries.all() if row.closed_at]
    closed_at, last = max(closed, key=lambda pair: pair[0], default=(None, None))
    reopened = [row.reopened_at for row in application.decisions.all() if row.reopened_at]
    if reopened and (closed_at is None or closed_at < max(reopened)):
        return _("Vi har taget sagen op igen. En sagsbehandler ser på den på ny.")
    if last is None:
        return _("En sagsbehandler læser ansøgningen og vurderer den.")
    if last.is_hearing:
        if last.answer:
            return _("Vi har fået din udtalelse og tager den med, når vi afgør sagen.")
        return _("Fristen for din udtalelse er gået. Vi afgør sagen på det, vi ved.")
    if last.answer:
        return _("Vi har fået jeres svar. En sagsbehandler arbejder videre med sagen.")
    return _("Fristen gik uden svar. En sagsbehandler arbejder videre med det, vi ved.")


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


def _report_by(award: Award) -> str:
    if award.report_due_on is None:
        return _("Ingen frist lige nu")
    day = {"day": dato(award.report_due_on)}
    if award.report_due_on < timezone.localdate():
        return _("Fristen var %(day)s. Fortæl det nu, så I kan søge igen") % day
    return _("Fortæl senest %(day)s, hvordan det gik") % day


def _starts(award: Award) -> str:
    starts_on = award.application.initiative.starts_on
    if starts_on is None or starts_on <= timezone.localdate():
        return ""
    return _("I starter %(day)s") % {"day": dato(starts_on)}


def _pay_back_by(award: Award) -> str:
    claim = getattr(award, "repayment", None)
    if claim is None:
        return _("Se kommunens brev")
    return _("Betal senest %(day)s") % {"day": dato(claim.due_on)}


def _after_award(award: Award) -> Now:
    report = _report_by(award)
    if award.open_plan_change is not None:
        text = _("I har bedt om at ændre planen. Kommunen ser på det og svarer jer.")
        return Now(text, _("Kommunen"), report)
    if award.lacks_way and award.status in PLAN_OPEN:
        text = _("Sig, hvem der skal have pengene. Så kan kommunen udbetale.")
        return Now(text, _("Dig"), _starts(award) or report)
    texts = {
        AwardStatus.OFFERED: (
            _("I har fået tilskud. Læs vilkårene, og sig ja til dem."),
            _("Dig"),
            _("Sig ja senest %(day)s") % {"day": dato(award.answer_by)},
        ),
        AwardStatus.ACCEPTED: (
            _("I har sagt ja til vilkårene og kan gå i gang."),
            _("Jer og kommunen"),
            _starts(award) or report,
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
            _pay_back_by(award),
        ),
    }
    return Now(*texts[AwardStatus(award.status)])


def payment_wait(award: Award) -> str:
    """What the next payment waits for, in words for the group; empty when there is none to come."""
    if not award.amount_left:
        return ""
    if award.amount_open:  # each payment says itself what it waits for
        if getattr(award, "payout", None) is None:
            return _("Sig, hvem der skal have pengene. Så kan kommunen udbetale.")
        return ""
    first = not award.amount_paid
    texts = {
        AwardStatus.OFFERED: _("Pengene kan komme, når I har sagt ja til vilkårene."),
        AwardStatus.ACCEPTED: _("Kommunen kontakter jer om, hvordan I får pengene."),
        AwardStatus.RUNNING: _("Kommunen kontakter jer om, hvordan I får pengene."),
        AwardStatus.REPORT_DUE: _("Resten venter på, at I fortæller, hvordan det gik."),
        AwardStatus.REPORTED: _("Resten venter på, at kommunen har læst jeres afrapportering."),
    }
    if not first:
        texts[AwardStatus.ACCEPTED] = _("Resten venter på, at I er i gang.")
        texts[AwardStatus.RUNNING] = _("Kommunen udbetaler resten, når I har aftalt det.")
    return texts.get(AwardStatus(award.status), "")


@dataclass(frozen=True)
class Task:
    """The one thing to do now: the words of its button, and where it leads."""

    label: str
    url: str


def task(
    application: Application,
    *,
    award: Award | None,
    inquiry: Inquiry | None,
    is_lead: bool,
) -> Task | None:
    """The one thing this member of the group has to do now; None when nothing waits for them."""
    if application.is_editable:
        return _task(_("Fortsæt din kladde"), "application-check", application)
    if not is_lead:
        return None
    if inquiry is not None:
        label = _("Læs, og udtal dig") if inquiry.is_hearing else _("Svar kommunen")
        return _task(label, "application-answer", application)
    if award is not None:
        return _task_of_award(award, application)
    return None


def _task_of_award(award: Award, application: Application) -> Task | None:
    ends_on = application.initiative.ends_on
    is_over = ends_on is None or ends_on < timezone.localdate()
    starts_on = application.initiative.starts_on
    is_begun = starts_on is None or starts_on <= timezone.localdate()
    if award.status == AwardStatus.OFFERED:
        return _task(_("Læs vilkårene, og sig ja"), "award-accept", application)
    if award.lacks_way and (award.status == AwardStatus.ACCEPTED or not is_over):
        return _task(_("Sig, hvem der skal have pengene"), "payout-way", application)
    if award.status == AwardStatus.ACCEPTED and is_begun:
        return _task(_("Fortæl, at I er i gang"), "award-start", application)
    if award.status == AwardStatus.REPORT_DUE or (award.status == AwardStatus.RUNNING and is_over):
        return _task(_("Fortæl, hvordan det gik"), "report", application)
    return None


def answer_is_news(
    application: Application, *, decision: Decision | None, award: Award | None
) -> bool:
    """Tell whether the answer comes before all else: until the terms of a grant are accepted."""
    if decision is None or application.decided_at is None:
        return False
    return award is None or award.status == AwardStatus.OFFERED


def answer_task(application: Application) -> Task | None:
    """The way to a no, for a list: on the page itself the answer stands first."""
    if application.status not in ENDED - IN_FAVOUR - {ApplicationStatus.WITHDRAWN}:
        return None
    found = _task(_("Læs svaret"), "application-detail", application)
    return Task(found.label, f"{found.url}#decision")


def _task(label: str, name: str, application: Application) -> Task:
    return Task(label, reverse(f"initiatives:{name}", args=[application.public_id]))


def timeline(application: Application) -> list[dict[str, Any]]:
    """What has happened, newest first, as the group may know it."""
    return [
        {"when": event.at, "title": CITIZEN_EVENTS[AuditAction(event.action)]}
        for event in events(application).filter(action__in=list(CITIZEN_EVENTS))
    ]


def events(application: Application) -> QuerySet[AuditEvent]:
    """The log's lines about an application and its awards, newest first."""
    # Plain keys: with a subquery here the database reads the whole log instead of its index.
    return events_of(application.pk, awards=[award.pk for award in application.awards.all()])


def events_of(key: int, *, awards: Sequence[int]) -> QuerySet[AuditEvent]:
    """The same by the key of the application and those of its awards."""
    return AuditEvent.objects.filter(
        Q(target_type=Application._meta.label_lower, target_id=key)
        | Q(target_type=Award._meta.label_lower, target_id__in=awards)
    )
