"""«Kvarteret beslutter» in the demo: a vote that is open, one that is counted, and one on paper."""

from __future__ import annotations

import datetime
from decimal import Decimal

from guides.models import Case
from home.demo.applying import Office, initiative_story
from home.demo.clock import Calendar, Story
from home.demo.data import Row, read
from initiatives.actions import ballots, casework, counting, vote_paper, votes
from initiatives.models import Application, LocalVote, PoolShare, VoteCandidate
from portal.users.actions import ensure_account
from portal.users.models import User

_BORN = datetime.date(1979, 4, 12)


def voting_stories(calendar: Calendar) -> list[Story]:
    """The applications first, then the votes about them."""
    office, told = Office(), read("votes")
    asked = [_asked(row, office, calendar) for row in told["initiative"]]
    return [*asked, *(_vote(row, office, calendar) for row in told["vote"])]


def _asked(row: Row, office: Office, calendar: Calendar) -> Story:
    """One application that waits for the neighbourhood; its group wants no guide."""
    usual: Row = {
        "kind": "ASSOCIATION",
        "payout": "ASSOCIATION_CVR",
        "round": "runde",
        "until": "under_review",
        "audience": ["EVERYONE"],
        "counts": [5, 60],
        "outreach": "Opslag i opgangene og på biblioteket.",
        "asked": ["Både ude og inde", "Næstformanden", "At flere hilser på hinanden."],
    }
    yield from initiative_story({**usual, **row}, office, calendar)
    Case.objects.queued().filter(initiative__title=row["title"]).delete()


def _vote(row: Row, office: Office, calendar: Calendar) -> Story:
    """One vote: prepared, answered by its groups, opened by the clock, and on from there."""
    yield calendar.work(row["prepared"], hour=10)
    vote = _prepare(row, office, calendar)
    yield calendar.work(row["prepared"] - 3, hour=18)
    for candidate in vote.candidates.select_related("application__initiative"):
        votes.answer(candidate.pk, is_yes=True, pitch=_pitch(candidate), by=_lead(candidate))
    yield calendar.ago(row["opened"], hour=1, minute=5)
    votes.open_vote(vote.pk, by=None)
    yield from _voting(row, vote, office, calendar)
    if "closed" not in row:
        return
    yield calendar.ago(row["closed"] - 1, hour=1, minute=5)
    votes.close(vote.pk, by=None)
    yield from _paper(row, vote, office, calendar)
    counting.count(vote.pk)
    if "published" in row:
        yield calendar.work(row["published"], hour=9)
        _publish(row, vote, office)


def _prepare(row: Row, office: Office, calendar: Calendar) -> LocalVote:
    vote = votes.prepare(
        PoolShare.objects.get(neighbourhood__slug=row["place"]).pk,
        title=row["title"],
        intro=row["intro"],
        amount=Decimal(row["amount"]),
        rule=row["rule"],
        min_age=15,
        opens_on=calendar.day(-row["opened"]),
        closes_on=calendar.day(row["closes"] if "closes" in row else -row["closed"]),
        by=office.caseworker,
    )
    for told in _rows(row):
        votes.invite(vote.pk, _application(told["title"]).pk, by=office.caseworker)
    return vote


def _voting(row: Row, vote: LocalVote, office: Office, calendar: Calendar) -> Story:
    """Neighbours vote online over some days, and some hand in paper at the caseworker's table."""
    keys = _keys(row, vote)
    for count, place, by_post in [(100, "Beboerhuset", False), (12, "", True)]:
        vote_paper.print_ballots(
            vote.pk, count=count, place=place, with_letters=by_post, by=office.caseworker
        )
    for number, (name, ticked) in enumerate(zip(_neighbours(), row["ballots"], strict=False)):
        if number % 4 == 0:
            yield calendar.ago(max(row["opened"] - 1 - number // 4, row.get("closed", 0)), hour=19)
        ballots.cast(
            vote.pk,
            choices=[keys[place] for place in ticked],
            born_on=_BORN,
            lives_here=True,
            by=ensure_account(email=f"{name.split()[0].lower()}.nabo@example.org", full_name=name),
        )
    for number, _ticked in enumerate(row.get("paper", [])):
        born_on = _BORN - datetime.timedelta(days=400 * number)
        ballots.enter_paper_voter(
            vote.pk, full_name=f"Seddel {number}", born_on=born_on, by=office.caseworker
        )


def _paper(row: Row, vote: LocalVote, office: Office, calendar: Calendar) -> Story:
    """Two people key the paper in; where `second` is told, they have not read all of it alike."""
    keys = _keys(row, vote)
    read_by = [(row.get("paper", []), office.caseworker)]
    read_by.append((row.get("second", row.get("paper", [])), office.approver))
    for sheets, person in read_by:
        yield calendar.ago(row["closed"] - 1, hour=9)
        for number, ticked in enumerate(sheets, start=1):
            chosen = [keys[place] for place in ticked]
            ballots.key_paper(vote.pk, number=number, choices=chosen, by=person)


def _publish(row: Row, vote: LocalVote, office: Office) -> None:
    """Make the result public, and recommend one that the neighbourhood chose."""
    vote.refresh_from_db()
    votes.publish(vote.pk, remark="", version=vote.version, by=office.caseworker)
    application = _application(row["recommended"])
    casework.declare_impartiality(application.pk, is_impartial=True, by=office.caseworker)
    casework.recommend(
        application.pk,
        amount=application.amount_requested,
        reasons="Kvarteret valgte den. Planen og budgettet er realistiske, og alle kan være med.",
        version=_application(row["recommended"]).version,
        by=office.caseworker,
    )


def _rows(row: Row) -> list[Row]:
    return [told for told in read("votes")["initiative"] if told["vote"] == row["key"]]


def _keys(row: Row, vote: LocalVote) -> list[int]:
    """The ids of the candidates in the order of the data, which the draw does not change."""
    found = dict(vote.candidates.values_list("title", "pk"))
    return [found[told["title"]] for told in _rows(row)]


def _neighbours() -> list[str]:
    names: list[str] = read("votes")["neighbour"][0]["names"]
    return names


def _application(title: str) -> Application:
    return Application.objects.get(initiative__title=title)


def _pitch(candidate: VoteCandidate) -> str:
    told = next(row for row in read("votes")["initiative"] if row["title"] == candidate.title)
    words: str = told["pitch"]
    return words


def _lead(candidate: VoteCandidate) -> User:
    told = next(row for row in read("votes")["initiative"] if row["title"] == candidate.title)
    return User.objects.get(email=told["lead"][0])
