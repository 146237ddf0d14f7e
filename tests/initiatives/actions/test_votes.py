"""A local vote from preparing to the public result: who may, when, and what it leaves behind."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from initiatives.actions import ballots, counting, vote_clock, votes
from initiatives.enums import (
    VOTE_TRANSITIONS,
    ApplicationStatus,
    CandidateStatus,
    CountRule,
    VotedBy,
    VoteMove,
    VoteStatus,
)
from initiatives.errors import (
    EditConflict,
    NotPermitted,
    TransitionNotAllowed,
    VoteNotReady,
)
from initiatives.models import Ballot, LocalVote, VoteCandidate, VoterEntry
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Jobs, Mails
from tests.factories.initiatives import FundingRoundFactory, application, led_by
from tests.factories.users import UserFactory
from tests.factories.votes import ADULT, candidate, open_vote, share, vote

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def logged(action: AuditAction) -> int:
    return AuditEvent.objects.filter(action=action).count()


def frame(**changes: object) -> dict[str, object]:
    day = timezone.localdate()
    usual: dict[str, object] = {
        "title": "Kvarteret stemmer",
        "intro": "Vi har 10.000 kr.",
        "amount": Decimal(8000),
        "rule": CountRule.EQUAL_SHARES,
        "min_age": 15,
        "opens_on": day + DAY,
        "closes_on": day + 15 * DAY,
    }
    return usual | changes


def test_a_vote_is_prepared_out_of_sight(caseworker: User, stranger: User) -> None:
    made = votes.prepare(share().pk, **frame(), by=caseworker)  # type: ignore[arg-type]
    assert made.status == VoteStatus.PREPARING
    assert logged(AuditAction.VOTE_PREPARED) == 1
    assert LocalVote.objects.visible_to(caseworker).get() == made
    assert not LocalVote.objects.visible_to(stranger).exists()


@pytest.mark.parametrize("fields", [{"amount": Decimal(10_001)}, {"closes_on": datetime.date.min}])
def test_what_cannot_be_is_not_prepared(fields: dict[str, object], caseworker: User) -> None:
    with pytest.raises(VoteNotReady):
        votes.prepare(share().pk, **frame(**fields), by=caseworker)  # type: ignore[arg-type]


def test_others_than_those_who_run_votes_are_refused(approver: User, stranger: User) -> None:
    made = open_vote()
    for person in (approver, stranger):
        with pytest.raises(NotPermitted):
            votes.prepare(share().pk, **frame(), by=person)  # type: ignore[arg-type]
        with pytest.raises(NotPermitted):
            votes.cancel(made.pk, reason="Fordi", version=1, by=person)


def test_a_prepared_vote_is_changed_and_an_open_one_only_lasts_longer(caseworker: User) -> None:
    made = vote(share())
    votes.change(made.pk, **frame(title="Nyt navn"), version=1, by=caseworker)  # type: ignore[arg-type]
    with pytest.raises(EditConflict):
        votes.change(made.pk, **frame(), version=1, by=caseworker)  # type: ignore[arg-type]
    running = open_vote()
    later = running.closes_on + DAY
    changed = votes.change(
        running.pk,
        **frame(title="Andet", closes_on=later),  # type: ignore[arg-type]
        version=1,
        by=caseworker,
    )
    assert changed.closes_on == later
    assert changed.title == running.title
    with pytest.raises(VoteNotReady):
        votes.change(
            running.pk,
            **frame(closes_on=later - 2 * DAY),  # type: ignore[arg-type]
            version=2,
            by=caseworker,
        )


def test_a_group_is_invited_once_and_answers_for_itself(
    caseworker: User, applicant: User, stranger: User, mails: Mails
) -> None:
    made = vote(share())
    about = application(
        by=applicant,
        initiative=led_by(applicant, neighbourhood=made.neighbourhood),
        funding_round=FundingRoundFactory.create(pool=made.share.pool),
        status=ApplicationStatus.UNDER_REVIEW,
    )
    row = votes.invite(made.pk, about.pk, by=caseworker)
    assert votes.invite(made.pk, about.pk, by=caseworker) == row
    assert (row.title, row.cost) == (about.initiative.title, about.amount_requested)
    assert mails() == [("initiatives/asked_to_look", applicant.email)]
    assert not made.candidates.on_ballot().exists()
    with pytest.raises(NotPermitted):
        votes.answer(row.pk, is_yes=True, pitch="Stem", by=stranger)
    votes.answer(row.pk, is_yes=True, pitch="Alle kan være med.", by=applicant)
    assert made.candidates.on_ballot().get().pitch == "Alle kan være med."
    votes.answer(row.pk, is_yes=False, pitch="Alle kan være med.", by=applicant)
    row.refresh_from_db()
    assert (row.status, row.pitch) == (CandidateStatus.DECLINED, "")
    assert logged(AuditAction.CANDIDATE_ANSWERED) == 2


def test_only_what_waits_in_the_same_place_and_pool_can_be_invited(caseworker: User) -> None:
    made = vote(share())
    pool_round = FundingRoundFactory.create(pool=made.share.pool)
    elsewhere = application(funding_round=pool_round)
    other_pool = application(
        initiative=led_by(UserFactory.create(), neighbourhood=made.neighbourhood)
    )
    decided = application(
        initiative=led_by(UserFactory.create(), neighbourhood=made.neighbourhood),
        funding_round=pool_round,
        status=ApplicationStatus.WITHDRAWN,
    )
    for about in (elsewhere, other_pool, decided):
        with pytest.raises(TransitionNotAllowed):
            votes.invite(made.pk, about.pk, by=caseworker)
    with pytest.raises(TransitionNotAllowed):
        votes.invite(open_vote().pk, elsewhere.pk, by=caseworker)


def test_opening_needs_two_and_draws_their_order(caseworker: User) -> None:
    made = vote(share(), costs=(4000,))
    with pytest.raises(VoteNotReady):
        votes.open_vote(made.pk, by=caseworker)
    candidate(made, cost=5000)
    silent = candidate(made, status=CandidateStatus.INVITED)
    opened = votes.open_vote(made.pk, by=caseworker)
    assert opened.status == VoteStatus.OPEN
    assert sorted(made.candidates.on_ballot().values_list("position", flat=True)) == [1, 2]
    silent.refresh_from_db()
    assert silent.status == CandidateStatus.REMOVED
    assert logged(AuditAction.VOTE_OPENED) == 1


def test_one_that_was_withdrawn_meanwhile_is_not_on_the_ballot(caseworker: User) -> None:
    made = vote(share(), costs=(4000, 5000, 3000))
    gone = made.candidates.first()
    assert gone is not None
    gone.application.status = ApplicationStatus.WITHDRAWN
    gone.application.save(update_fields=["status"])
    votes.open_vote(made.pk, by=caseworker)
    assert made.candidates.on_ballot().count() == 2


def test_a_share_has_one_vote_at_a_time(caseworker: User) -> None:
    running = open_vote()
    other = vote(running.share, costs=(4000, 5000))
    with pytest.raises(VoteNotReady):
        votes.open_vote(other.pk, by=caseworker)


def test_the_clock_opens_and_closes(settings: object) -> None:
    day = timezone.localdate()
    vote(share(), costs=(4000, 5000))
    vote(share(), costs=(4000, 5000), opens_on=day + DAY)
    not_ready = vote(share(), costs=(4000,))
    assert vote_clock.open_those_due() == 1
    assert vote_clock.open_those_due() == 0
    not_ready.refresh_from_db()
    assert not_ready.status == VoteStatus.PREPARING
    LocalVote.objects.open().update(opens_on=day - 9 * DAY, closes_on=day)
    assert vote_clock.close_those_due() == 0
    LocalVote.objects.open().update(closes_on=day - DAY)
    assert vote_clock.close_those_due() == 1
    assert vote_clock.close_those_due() == 0


def ended(made: LocalVote) -> LocalVote:
    """The last day is over."""
    day = timezone.localdate()
    LocalVote.objects.filter(pk=made.pk).update(opens_on=day - 9 * DAY, closes_on=day - DAY)
    return LocalVote.objects.get(pk=made.pk)


def vote_for(made: LocalVote, *wanted: int, times: int = 1) -> None:
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    for _time in range(times):
        ballots.cast(
            made.pk,
            choices=[keys[number] for number in wanted],
            born_on=ADULT,
            lives_here=True,
            by=UserFactory.create(),
        )


def test_nobody_closes_a_vote_before_its_time(caseworker: User) -> None:
    with pytest.raises(TransitionNotAllowed):
        votes.close(open_vote().pk, by=caseworker)


def test_after_closing_nobody_can_tell_who_voted_what(caseworker: User, jobs: object) -> None:
    made = open_vote()
    vote_for(made, 0, 1, times=3)
    before = set(Ballot.objects.values_list("pk", flat=True))
    votes.close(ended(made).pk, by=caseworker)
    assert VoterEntry.objects.filter(ballot__isnull=False).count() == 0
    assert not before & set(Ballot.objects.values_list("pk", flat=True))
    assert [len(row.choices) for row in Ballot.objects.all()] == [2, 2, 2]
    # No history of ballots or voters is kept anywhere.
    names = {field.name for field in Ballot._meta.get_fields()}
    assert names == {"id", "vote", "voted_by", "choices", "voter"}


def test_closing_has_the_vote_counted(caseworker: User, jobs: object) -> None:
    made = open_vote()
    votes.close(ended(made).pk, by=caseworker)
    waiting: Jobs = jobs()  # type: ignore[operator]
    assert ("initiatives.count_vote", {"vote_id": made.pk}) in waiting


def closed(*costs: int, big: int = 6, small: int = 4) -> LocalVote:
    """Closed: `big` want the first two, `small` want the third."""
    made = open_vote(*costs)
    vote_for(made, 0, 1, times=big)
    vote_for(made, 2, times=small)
    return votes.close(ended(made).pk, by=None)


def test_both_counts_are_kept_with_every_step(caseworker: User) -> None:
    made = closed()
    counting.count(made.pk)
    made.refresh_from_db()
    assert made.result is not None
    assert made.result["ballots"] == {"ONLINE": 10, "PAPER": 0}
    keys = [str(key) for key in made.candidates.on_ballot().values_list("pk", flat=True)]
    won = {
        rule: {
            step["key"] for step in made.result[rule]["steps"] if step["outcome"].startswith("BY")
        }
        for rule in CountRule.values
    }
    assert won["GREEDY"] == {keys[0], keys[1]}
    assert keys[2] in won["EQUAL_SHARES"]
    assert made.count_done == made.count_total == 6  # three by each rule
    assert logged(AuditAction.VOTE_COUNTED) == 1


def test_the_result_is_public_when_it_is_counted_and_makes_marks_unreadable(
    caseworker: User, mails: Mails
) -> None:
    made = closed()
    with pytest.raises(VoteNotReady):
        votes.publish(made.pk, remark="", version=made.version, by=caseworker)
    counting.count(made.pk)
    made.refresh_from_db()
    votes.publish(made.pk, remark="", version=made.version, by=caseworker)
    made.refresh_from_db()
    assert (made.status, made.mark_key) == (VoteStatus.PUBLISHED, "")
    assert VoterEntry.objects.filter(mark__isnull=False).count() == 0
    assert [template for template, _to in mails()] == ["initiatives/news"] * 3
    # What is public is never counted anew.
    told = made.result
    Ballot.objects.all().delete()
    assert counting.count(made.pk) is None
    made.refresh_from_db()
    assert made.result == told


def test_a_paper_ballot_keyed_after_the_count_has_it_counted_once_more(
    caseworker: User, approver: User, jobs: Callable[[], Jobs]
) -> None:
    made = closed()
    keys = list(made.candidates.on_ballot().values_list("pk", flat=True))
    before = counting.count(made.pk)
    assert before
    for person in (caseworker, approver):
        ballots.key_paper(made.pk, number=1, choices=keys[2:], by=person)
    made.refresh_from_db()
    assert not made.is_counted
    with pytest.raises(VoteNotReady):
        votes.publish(made.pk, remark="x", version=made.version, by=caseworker)
    # However many are keyed, one count waits.
    assert jobs().count(("initiatives.count_vote", {"vote_id": made.pk})) == 1
    after = counting.count(made.pk)
    assert after
    assert after.result
    assert after.result["ballots"] == {"ONLINE": 10, "PAPER": 1}


def test_a_count_during_which_a_ballot_was_keyed_is_let_go(
    caseworker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = closed()
    material = counting.material

    def read_and_then_somebody_keys(of: LocalVote) -> object:
        found = material(of)
        monkeypatch.setattr(counting, "material", material)
        ballots.key_paper(of.pk, number=1, choices=[], by=caseworker)
        return found

    monkeypatch.setattr(counting, "material", read_and_then_somebody_keys)
    assert counting.count(made.pk) is None
    made.refresh_from_db()
    assert not made.is_counted
    assert counting.count(made.pk)


def test_paper_that_does_not_add_up_must_be_explained(caseworker: User) -> None:
    made = closed()
    VoterEntry.objects.create(vote=made, voted_by=VotedBy.PAPER, mark="x", entered_by=caseworker)
    counting.count(made.pk)
    made.refresh_from_db()
    with pytest.raises(VoteNotReady):
        votes.publish(made.pk, remark=" ", version=made.version, by=caseworker)
    votes.publish(made.pk, remark="Én seddel var tom.", version=made.version, by=caseworker)


def test_a_cancelled_vote_says_why_and_keeps_no_ballot(caseworker: User) -> None:
    made = closed()
    with pytest.raises(VoteNotReady):
        votes.cancel(made.pk, reason=" ", version=made.version, by=caseworker)
    votes.cancel(made.pk, reason="Puljen er lukket.", version=made.version, by=caseworker)
    assert not Ballot.objects.exists()
    assert not VoterEntry.objects.exists()


@pytest.mark.parametrize("move", list(VoteMove))
@pytest.mark.parametrize("status", list(VoteStatus))
def test_each_move_is_made_only_from_where_the_table_says(
    move: VoteMove, status: VoteStatus, caseworker: User
) -> None:
    made = ended(vote(share(), costs=(4000, 5000)))
    told = {"steps": []}
    LocalVote.objects.filter(pk=made.pk).update(
        status=status,
        published_at=timezone.now(),
        counted_at=timezone.now(),
        cancelled_because="x",
        result=dict.fromkeys(CountRule.values, told),
    )
    act = {
        VoteMove.OPEN: lambda: votes.open_vote(made.pk, by=caseworker),
        VoteMove.CLOSE: lambda: votes.close(made.pk, by=caseworker),
        VoteMove.PUBLISH: lambda: votes.publish(made.pk, remark="", version=1, by=caseworker),
        VoteMove.CANCEL: lambda: votes.cancel(made.pk, reason="x", version=1, by=caseworker),
    }[move]
    if status in VOTE_TRANSITIONS[move][0]:
        assert act().status == VOTE_TRANSITIONS[move][1]
    else:
        with pytest.raises(TransitionNotAllowed):
            act()


def test_a_removed_candidate_can_be_asked_again(caseworker: User) -> None:
    row = candidate(vote(share()))
    votes.remove(row.pk, by=caseworker)
    again = votes.invite(row.vote_id, row.application_id, by=caseworker)
    assert again.status == CandidateStatus.INVITED
    assert VoteCandidate.objects.count() == 1
