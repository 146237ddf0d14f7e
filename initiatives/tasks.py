"""Background jobs: load the row, send the message. A failed one is tried again for about a day."""

from __future__ import annotations

import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from initiatives import emails
from initiatives.enums import AWARD_TRANSITIONS, AwardMove
from initiatives.models import Application, Award, Initiative, Invitation, Report

MAIL_RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)


@app.task(name="initiatives.mail_idea_received", retry=MAIL_RETRY)
def mail_idea_received(initiative_id: int, locale: str) -> None:
    """Send the receipt for an idea."""
    emails.idea_received(Initiative.objects.get(pk=initiative_id), locale=locale)


@app.task(name="initiatives.mail_application_received", retry=MAIL_RETRY)
def mail_application_received(application_id: int) -> None:
    """Send the receipt for an application to its «tovholder», if they have an address."""
    application = Application.objects.with_people().get(pk=application_id)
    reader = application.initiative.lead or application.applicant
    if reader.email:
        emails.application_received(application, reader=reader)


@app.task(name="initiatives.mail_news", retry=MAIL_RETRY)
def mail_news(application_id: int) -> None:
    """Tell the «tovholder» that there is news in the case."""
    application = Application.objects.with_people().get(pk=application_id)
    lead = application.initiative.lead
    if lead is not None and lead.is_active and lead.email:
        emails.news(application, reader=lead)


@app.task(name="initiatives.mail_initiative_news", retry=MAIL_RETRY)
def mail_initiative_news(initiative_id: int, reader_id: int) -> None:
    """Tell a person of the group that there is news on the initiative's own page."""
    initiative = Initiative.objects.get(pk=initiative_id)
    member = initiative.members.filter(user=reader_id, user__is_active=True).first()
    if member is not None and member.user.email:
        emails.initiative_news(initiative, reader=member.user)


@app.task(name="initiatives.mail_report_received", retry=MAIL_RETRY)
def mail_report_received(report_id: int) -> None:
    """Send the receipt for a report to the one who sent it."""
    report = Report.objects.select_related("submitted_by", "award__application__initiative").get(
        pk=report_id
    )
    if report.submitted_by.is_active and report.submitted_by.email:
        emails.report_received(report)


@app.task(name="initiatives.mail_report_reminder", retry=MAIL_RETRY)
def mail_report_reminder(award_id: int, due_on: str) -> None:
    """Remind the «tovholder» of the report, unless it has come or its day is another by now."""
    award = Award.objects.select_related("application__initiative").get(pk=award_id)
    lead = award.application.initiative.lead
    is_awaited = award.status in AWARD_TRANSITIONS[AwardMove.REPORT][0]
    is_same_day = award.report_due_on == datetime.date.fromisoformat(due_on)
    if is_awaited and is_same_day and lead is not None and lead.is_active and lead.email:
        emails.report_reminder(award, reader=lead)


@app.task(name="initiatives.mail_invitation", retry=MAIL_RETRY)
def mail_invitation(invitation_id: int) -> None:
    """Send the link of an invitation that still lets somebody in."""
    invitation = Invitation.objects.select_related("invited_by").get(pk=invitation_id)
    if invitation.is_usable:
        emails.invitation(invitation)
