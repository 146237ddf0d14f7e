"""What the clock does, and jobs that are a whole action. Done twice, each changes nothing."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from initiatives.actions import (
    awards,
    casefile,
    closing,
    comments,
    counting,
    deciding_runs,
    following,
    lapses,
    letters,
    offers,
    polls,
    reminders,
    repayments,
    vote_clock,
    votes,
)
from initiatives.views import documents

LETTER_RETRY = RetryStrategy(max_attempts=8, exponential_wait=5)


@app.task(name=letters.SEND_LETTER, retry=LETTER_RETRY)
def send_letter(
    decision_id: int | None = None,
    repayment_id: int | None = None,
    waiver_id: int | None = None,
    revocation_id: int | None = None,
) -> None:
    """Make and send the letter of one decision, claim, waiver or revocation."""
    if decision_id is not None:
        letters.send(decision_id)
    if repayment_id is not None:
        letters.send_claim(repayment_id)
    if waiver_id is not None:
        letters.send_waiver(waiver_id)
    if revocation_id is not None:
        letters.send_revocation(revocation_id)


@app.task(name=casefile.MAKE_CASE_FILE, retry=LETTER_RETRY)
def make_case_file(export_id: int) -> None:
    """Make the whole file of one case."""
    casefile.make(export_id, gather=documents.read_documents, write=documents.as_pdf)


@app.task(name=deciding_runs.DECIDE_MARKED, retry=LETTER_RETRY)
def decide_marked(run_id: int) -> None:
    """Decide the marked cases of one run."""
    deciding_runs.go_on(run_id)


@app.periodic(cron="* * * * *")
@app.task(name="initiatives.go_on_deciding", queueing_lock="initiatives.go_on_deciding")
def go_on_deciding(timestamp: int) -> None:
    """Go on with cases whose worker was killed; every minute."""
    deciding_runs.go_on_with_stalled()


@app.periodic(cron="50 * * * *")
@app.task(name="initiatives.give_up_case_files", queueing_lock="initiatives.case_files")
def give_up_case_files(timestamp: int) -> None:
    """Say of whole files whose job was lost that they could not be made; every hour."""
    casefile.give_up_lost(timezone.now())


@app.periodic(cron="25 * * * *")
@app.task(name="initiatives.defer_missing_letters", queueing_lock="initiatives.missing_letters")
def defer_missing_letters(timestamp: int) -> None:
    """Have letters sent whose own job was lost; every hour."""
    letters.defer_missing()


@app.periodic(cron="20 3 * * *")
@app.task(name="initiatives.start_awards", queueing_lock="initiatives.start_awards")
def start_awards(timestamp: int) -> None:
    """Start the accepted awards whose first day has come; every night."""
    awards.start_those_due()


@app.periodic(cron="40 3 * * *")
@app.task(name="initiatives.call_for_reports", queueing_lock="initiatives.call_for_reports")
def call_for_reports(timestamp: int) -> None:
    """Call for the reports of what is over, then remind of those due; every night."""
    awards.call_for_reports_due()
    reminders.remind_of_reports()


@app.periodic(cron="35 * * * *")
@app.task(name="initiatives.remind_drafts", queueing_lock="initiatives.remind_drafts")
def remind_drafts(timestamp: int) -> None:
    """Tell those whose round closes within 48 hours that their draft is not sent; every hour."""
    closing.remind_drafts(timezone.now())


@app.periodic(cron="50 3 * * *")
@app.task(name="initiatives.lapse_and_remind", queueing_lock="initiatives.lapse_and_remind")
def lapse_and_remind(timestamp: int) -> None:
    """Warn of grants about to lapse and let lapse the idle ones; remind of repayments; at night."""
    lapses.warn_and_lapse()
    repayments.remind_of_repayments()


@app.periodic(cron="10 4 * * *")
@app.task(name="initiatives.forget_offers", queueing_lock="initiatives.forget_offers")
def forget_offers(timestamp: int) -> None:
    """Delete offers of help that were over a year ago; every night."""
    offers.forget(timezone.localdate())


@app.periodic(cron="30 4 * * *")
@app.task(name="initiatives.erase_comments", queueing_lock="initiatives.erase_comments")
def erase_comments(timestamp: int) -> None:
    """Erase the words of comments that nobody has read for 90 days; every night."""
    comments.erase(timezone.localdate())


@app.task(name=votes.COUNT_VOTE, retry=LETTER_RETRY)
def count_vote(vote_id: int) -> None:
    """Count one closed vote."""
    counting.count(vote_id)


@app.periodic(cron="5 * * * *")
@app.task(name="initiatives.open_and_close_votes", queueing_lock="initiatives.local_votes")
def open_and_close_votes(timestamp: int) -> None:
    """Open the votes whose first day has come, and close those whose last is over; every hour."""
    vote_clock.open_those_due()
    vote_clock.close_those_due()


@app.periodic(cron="10 * * * *")
@app.task(name="initiatives.close_polls", queueing_lock="initiatives.close_polls")
def close_polls(timestamp: int) -> None:
    """Count and close the polls whose last day is over; every hour."""
    polls.close_those_due()


@app.periodic(cron="15 * * * *")
@app.task(name="initiatives.tell_followers", queueing_lock="initiatives.tell_followers")
def tell_followers(timestamp: int) -> None:
    """Send the week's mails from Friday morning on; asked every hour, done once a week."""
    following.tell_all(timezone.now())


@app.periodic(cron="15 4 * * *")
@app.task(name="initiatives.forget_followers", queueing_lock="initiatives.forget_followers")
def forget_followers(timestamp: int) -> None:
    """Forget addresses that nobody confirmed; every night."""
    following.forget(timezone.localdate())
