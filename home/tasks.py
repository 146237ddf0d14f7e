"""Background jobs of the pages."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from home import stories


@app.task(name="home.draft_story", retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def draft_story(report_id: int) -> None:
    """Make a story of a report for the editors. Whatever goes wrong here, the report is sent."""
    stories.draft_from_report(report_id)
