"""Who voted and what was voted never meet again once a vote is closed, in any table.

The whole database is read as text: a place nobody thought of counts as well.
"""

import datetime
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from initiatives.actions import ballots, counting, votes
from initiatives.models import Ballot, LocalVote, PaperBallot, VoterEntry
from initiatives.views.vote_staff import paper
from initiatives.views.votes import ballot
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import UserFactory, staff
from tests.factories.votes import ADULT, open_vote

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
DAY = datetime.timedelta(days=1)
NAME = "Kirstine Ottilie Papir"
BALLOTS, VOTERS = "initiatives_ballot", "initiatives_voterentry"
PAPER = {"initiatives_paperballot", "initiatives_paperballotevent"}


def tables_with(text: str) -> set[str]:
    """The tables that hold this text anywhere in a row."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            sql = "SELECT EXISTS (SELECT 1 FROM {} AS row WHERE row::text ILIKE %s)"
            cursor.execute(sql.format(name), [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def voted(sign_in: SignIn) -> tuple[LocalVote, list[int]]:
    """An open vote in which five people voted on the portal's own pages, one of them twice."""
    made = open_vote()
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    url = reverse("initiatives:vote-ballot", args=[made.public_id])
    for number in range(5):
        person = sign_in(UserFactory.create(full_name=f"Vælger {number}"))
        for chosen in [keys[:1], keys[:2]] if number == 0 else [keys[:2]]:
            said = {"choices": chosen, "born_on": "4/5/1980", "lives_here": "on"}
            assert person.post(url, said).status_code == 302
    return made, keys[:2]


def closed(made: LocalVote) -> LocalVote:
    day = timezone.localdate()
    LocalVote.objects.filter(pk=made.pk).update(opens_on=day - 9 * DAY, closes_on=day - DAY)
    return votes.close(made.pk, by=None)


def test_after_closing_no_table_leads_from_a_person_to_a_ballot(sign_in: SignIn) -> None:
    made, chosen = voted(sign_in)
    known = [str(key) for key in Ballot.objects.values_list("pk", flat=True)]
    for key in known:  # the control: while one can change one's vote, it must be found
        assert tables_with(key) == {BALLOTS, VOTERS}

    closed(made)

    for key in known:
        assert tables_with(key) == set()
    for row in Ballot.objects.all():
        assert row.choices == chosen
        assert tables_with(str(row.pk)) == {BALLOTS}
    told = "{" + ",".join(map(str, chosen)) + "}"
    assert tables_with(told) == {BALLOTS}
    assert VoterEntry.objects.exclude(ballot=None).count() == 0


def test_the_count_and_the_result_bring_no_link_back(sign_in: SignIn) -> None:
    made, _chosen = voted(sign_in)
    counted = counting.count(closed(made).pk)
    assert counted
    lead = staff(Role.PROGRAMME_LEAD)
    votes.publish(made.pk, remark="", version=counted.version, by=lead)

    for row in Ballot.objects.all():
        assert tables_with(str(row.pk)) == {BALLOTS}
    assert VoterEntry.objects.exclude(mark=None).count() == 0


def test_closing_leaves_no_order_to_read(sign_in: SignIn) -> None:
    made = open_vote()
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    order = [keys[number % 3] for number in range(60)]
    for key in order:
        ballots.cast(
            made.pk, choices=[key], born_on=ADULT, lives_here=True, by=UserFactory.create()
        )

    def as_written() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT choices[1] FROM initiatives_ballot ORDER BY ctid")
            return [row[0] for row in cursor.fetchall()]

    assert as_written() == order  # the control: one by one, as people came
    closed(made)
    assert as_written() != order
    assert sorted(as_written()) == sorted(order)


def test_who_handed_in_paper_is_kept_nowhere(caseworker: User, sign_in: SignIn) -> None:
    made = open_vote()
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    url = reverse("initiatives:vote-paper", args=[made.public_id])
    clerk = sign_in(caseworker)
    clerk.post(url, {"full_name": NAME, "born_on": "17/3/1931"})
    clerk.post(url, {"number": "1", "choices": keys[1:]})
    clerk.post(url, {"number": "1", "choices": keys[:2]})

    assert VoterEntry.objects.count() == PaperBallot.objects.count() == 1
    for trace in (NAME, "1931-03-17", "17/3/1931"):
        assert tables_with(trace) == set()
    assert tables_with("{" + ",".join(map(str, keys[:2])) + "}") == PAPER


def test_what_is_called_off_leaves_no_vote_in_the_history(
    caseworker: User, sign_in: SignIn
) -> None:
    made, chosen = voted(sign_in)
    ballots.key_paper(made.pk, number=1, choices=chosen, by=caseworker)
    told = "{" + ",".join(map(str, chosen)) + "}"
    assert tables_with(told) == {BALLOTS, *PAPER}
    made.refresh_from_db()
    votes.cancel(made.pk, reason="Puljen er lukket.", version=made.version, by=caseworker)
    assert tables_with(told) == set()


def test_the_file_for_all_does_not_tell_paper_from_online(
    caseworker: User, approver: User, sign_in: SignIn
) -> None:
    made, chosen = voted(sign_in)
    for person in (caseworker, approver):
        ballots.key_paper(made.pk, number=1, choices=chosen, by=person)
    rows = counting.election(made).ballots
    assert len(rows) == 6
    assert {row.method for row in rows} == {""}


@pytest.mark.parametrize("view", [ballot, paper])
def test_an_error_report_says_nothing_of_what_was_ticked(
    view: Callable[..., HttpResponse], applicant: User, rf: RequestFactory
) -> None:
    request = rf.post("/", {"choices": ["1"]})
    request.user = applicant
    with pytest.raises(Http404):
        view(request, UUID(int=0))
    reporter = SafeExceptionReporterFilter()
    assert set(reporter.get_post_parameters(request).values()) == {reporter.cleansed_substitute}
