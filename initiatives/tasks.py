"""Background jobs: load the row, send the message. A failed one is tried again for about a day."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from initiatives import emails
from initiatives.models import Application, Initiative

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
