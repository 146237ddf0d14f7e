"""One person, one vote: online, on paper, in a hurry and twice."""

import datetime
import threading

import pytest
from django.db import connection, connections
from django.utils import timezone

from initiatives import pabulib
from initiatives.actions import ballots, counting, votes
from initiatives.enums import CandidateStatus, VoteStatus
from initiatives.errors import NotEligible, NotPermitted, TransitionNotAllowed, VoteNotOpen
from initiatives.models import Ballot, LocalVote, PaperBallot, VoterEntry
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import UserFactory, staff
from tests.factories.votes import ADULT, candidate, open_vote

DAY = datetime.timedelta(days=1)


def keys(made: LocalVote) -> list[int]:
    return list(made.candidates.on_ballot().values_list("pk", flat=True))


def cast(made: LocalVote, by: User, *wanted: int, **said: object) -> Ballot:
    usual: dict[str, object] = {"born_on": ADULT, "lives_here": True}
    return ballots.cast(made.pk, choices=wanted, by=by, **(usual | said))  # type: ignore[arg-type]


def test_a_vote_can_be_changed_and_stays_one(applicant: User) -> None:
    made = open_vote()
    first, second, _third = keys(made)
    cast(made, applicant, first)
    cast(made, applicant, second, first, second)
    assert Ballot.objects.get().choices == sorted([first, second])
    assert VoterEntry.objects.get().user == applicant


def test_an_empty_ballot_is_a_vote(applicant: User) -> None:
    made = open_vote()
    cast(made, applicant)
    counted = counting.material(made)[1]
    assert counted == [("ONLINE", [])]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"lives_here": False}, "bor i kvarteret"),
        ({"born_on": timezone.localdate() - 14 * 365 * DAY}, "fyldt 15"),
    ],
)
def test_who_may_not_vote_is_told_why(said: dict[str, object], word: str, applicant: User) -> None:
    made = open_vote()
    with pytest.raises(NotEligible, match=word):
        cast(made, applicant, **said)
    assert not Ballot.objects.exists()


def test_one_votes_for_what_is_on_the_ballot(applicant: User) -> None:
    made = open_vote()
    off = candidate(made, status=CandidateStatus.DECLINED)
    other = open_vote()
    for wrong in (off.pk, keys(other)[0], 0):
        with pytest.raises(NotEligible):
            cast(made, applicant, wrong)


def test_one_votes_only_while_the_vote_is_open(applicant: User) -> None:
    made = open_vote()
    LocalVote.objects.update(closes_on=timezone.localdate())
    cast(made, applicant)
    # The last day is over, and the clock has not closed it yet.
    LocalVote.objects.update(opens_on=made.opens_on - 3 * DAY, closes_on=made.opens_on - DAY)
    with pytest.raises(VoteNotOpen):
        cast(made, applicant)
    LocalVote.objects.update(status=VoteStatus.PREPARING)
    with pytest.raises(VoteNotOpen):
        cast(made, applicant)


def test_the_same_person_with_two_accounts_votes_once(applicant: User) -> None:
    made = open_vote()
    cast(made, applicant, keys(made)[0])
    twin = UserFactory.create(full_name=applicant.full_name.upper())
    with pytest.raises(NotEligible):
        cast(made, twin, keys(made)[0])
    cast(made, twin, keys(made)[0], born_on=ADULT - DAY)
    assert Ballot.objects.count() == 2


@pytest.mark.django_db
def test_somebody_without_a_name_is_asked_for_it_and_it_is_not_kept() -> None:
    made = open_vote()
    nameless, other = UserFactory.create(full_name=""), UserFactory.create(full_name="")
    with pytest.raises(NotEligible, match="navn"):
        cast(made, nameless, keys(made)[0])
    # Two of the same birthday are two people.
    cast(made, nameless, keys(made)[0], full_name="Åse Ærlig")
    cast(made, other, keys(made)[0], full_name="Bo Berg")
    assert VoterEntry.objects.count() == 2
    nameless.refresh_from_db()
    assert nameless.full_name == ""
    # Changed later, without being asked once more.
    cast(made, nameless)
    assert Ballot.objects.filter(choices=[]).count() == 1


def test_who_voted_on_paper_votes_once(applicant: User, caseworker: User) -> None:
    made = open_vote()
    ballots.enter_paper_voter(
        made.pk, full_name=f" {applicant.full_name} ", born_on=ADULT, by=caseworker
    )
    with pytest.raises(NotEligible):
        cast(made, applicant, keys(made)[0])
    with pytest.raises(NotEligible):
        ballots.enter_paper_voter(
            made.pk, full_name=applicant.full_name, born_on=ADULT, by=caseworker
        )
    # The mark is made with the vote's own key: elsewhere the same person is unknown.
    other = open_vote()
    cast(other, applicant)
    marks = set(VoterEntry.objects.values_list("mark", flat=True))
    assert len(marks) == 2
    assert applicant.full_name not in str(marks)


def test_paper_counts_when_two_people_read_it_alike(caseworker: User, approver: User) -> None:
    made = open_vote()
    first, second, _third = keys(made)
    ballots.key_paper(made.pk, number=7, choices=[first], by=caseworker)
    assert counting.material(made)[1] == []
    ballots.key_paper(made.pk, number=7, choices=[second], by=approver)
    assert PaperBallot.objects.disputed().count() == 1
    assert counting.material(made)[1] == []
    # The first one reads it again and sees what it says.
    ballots.key_paper(made.pk, number=7, choices=[second], by=caseworker)
    assert counting.material(made)[1] == [("PAPER", [str(second)])]
    third = staff(Role.PROGRAMME_LEAD)
    with pytest.raises(NotPermitted):
        ballots.key_paper(made.pk, number=7, choices=[first], by=third)


def test_one_person_keying_twice_is_one_reading(caseworker: User) -> None:
    made = open_vote()
    for _time in range(2):
        ballots.key_paper(made.pk, number=1, choices=[keys(made)[0]], by=caseworker)
    assert PaperBallot.objects.half().count() == 1


def test_paper_is_for_staff_and_not_after_the_result(
    caseworker: User, stranger: User, applicant: User
) -> None:
    made = open_vote()
    with pytest.raises(NotPermitted):
        ballots.key_paper(made.pk, number=1, choices=[], by=stranger)
    with pytest.raises(NotPermitted):
        ballots.enter_paper_voter(made.pk, full_name="Åse", born_on=ADULT, by=stranger)
    LocalVote.objects.update(status=VoteStatus.CANCELLED, cancelled_because="x")
    with pytest.raises(TransitionNotAllowed):
        ballots.key_paper(made.pk, number=1, choices=[], by=caseworker)
    with pytest.raises(VoteNotOpen):
        ballots.enter_paper_voter(made.pk, full_name="Åse", born_on=ADULT, by=caseworker)


def test_paper_counts_in_the_result_and_in_the_turnout(
    applicant: User, caseworker: User, approver: User
) -> None:
    made = open_vote()
    first = keys(made)[0]
    cast(made, applicant, first)
    ballots.enter_paper_voter(made.pk, full_name="Åse Ø", born_on=ADULT, by=caseworker)
    for person in (caseworker, approver):
        ballots.key_paper(made.pk, number=1, choices=[first], by=person)
    LocalVote.objects.update(opens_on=made.opens_on - 9 * DAY, closes_on=made.opens_on - DAY)
    votes.close(made.pk, by=None)
    counted = counting.count(made.pk)
    assert counted is not None
    assert counted.result is not None
    assert counted.result["ballots"] == {"ONLINE": 1, "PAPER": 1}
    step = next(one for one in counted.result["GREEDY"]["steps"] if one["key"] == str(first))
    assert step["votes"] == 2
    assert votes.paper_gap(counted) == 0


def test_what_is_exported_tells_of_no_person_and_reads_as_the_same_vote(
    applicant: User, caseworker: User
) -> None:
    made = open_vote()
    cast(made, applicant, keys(made)[0])
    cast(made, caseworker, *keys(made))
    text = pabulib.write(counting.election(made))
    assert applicant.full_name not in text
    assert applicant.email not in text
    again = pabulib.read(text)
    assert sorted(len(ballot.projects) for ballot in again.ballots) == [1, 3]
    assert again.budget == made.amount


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (datetime.date(2011, 3, 1), datetime.date(2026, 2, 28), 14),
        (datetime.date(2011, 3, 1), datetime.date(2026, 3, 1), 15),
        (datetime.date(2008, 2, 29), datetime.date(2026, 2, 28), 17),
    ],
)
def test_years_are_whole(born: datetime.date, day: datetime.date, age: int) -> None:
    assert ballots.years(born, day) == age


def _at_once(made: LocalVote, people: list[User]) -> list[Exception]:
    start, failed = threading.Barrier(len(people)), []

    def run(person: User) -> None:
        start.wait()
        try:
            cast(made, person, keys(made)[0])
        except NotEligible as refusal:
            failed.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sixteen_at_once_are_one_vote_when_they_are_one_person() -> None:
    made = open_vote()
    _at_once(made, [UserFactory.create(full_name="Åse Ærlig") for _number in range(16)])
    assert Ballot.objects.count() == VoterEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_control_without_the_database_s_word_they_would_be_more() -> None:
    made = open_vote()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE initiatives_voterentry DROP CONSTRAINT voter_once_by_mark")
    try:
        _at_once(made, [UserFactory.create(full_name="Åse Ærlig") for _number in range(16)])
        assert Ballot.objects.count() > 1
    finally:
        VoterEntry.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE initiatives_voterentry "
                "ADD CONSTRAINT voter_once_by_mark UNIQUE (vote_id, mark)"
            )
