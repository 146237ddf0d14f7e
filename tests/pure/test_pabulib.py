"""Elections in the `.pb` format: read as they stand, refused when they do not add up."""

from decimal import Decimal

import pytest

from initiatives import pabulib

SMALL = """META
key;value
description;Afstemning i Gærdehaven
budget;10000
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;votes;name;selected
1;6000;2;"Højbede; og bænke";1
2;4500.50;1;Kor i gården;0
VOTES
voter_id;age;voting_method;vote
a;41;internet;1,2
b;17;paper;1
c;80;paper;
"""


def test_an_election_is_read_without_what_it_tells_of_the_voters() -> None:
    election = pabulib.read("\ufeff" + SMALL)
    assert election.budget == 10_000
    assert [one.name for one in election.projects] == ["Højbede; og bænke", "Kor i gården"]
    assert election.projects[1].cost == Decimal("4500.50")
    assert election.published == {"1"}
    assert [one.projects for one in election.ballots] == [("1", "2"), ("1",), ()]
    assert [one.method for one in election.ballots] == ["internet", "paper", "paper"]
    assert "41" not in repr(election.ballots)


def test_what_is_written_reads_as_the_same_election() -> None:
    election = pabulib.read(SMALL)
    again = pabulib.read(pabulib.write(election))
    assert again.projects == election.projects
    assert again.ballots == election.ballots
    assert again.meta["num_votes"] == "3"


def test_a_vote_for_an_unknown_project_is_refused_with_both_named() -> None:
    text = SMALL.replace("b;17;paper;1", "b;17;paper;1,9")
    with pytest.raises(pabulib.UnknownProject) as refused:
        pabulib.read(text)
    assert (refused.value.voter, refused.value.project) == ("b", "9")


def test_such_votes_are_left_out_on_request_and_told() -> None:
    text = SMALL.replace("b;17;paper;1", "b;17;paper;1,9")
    election = pabulib.read(text, skip_unknown=True)
    assert election.skipped == [("b", "9")]
    assert election.ballots[1].projects == ("1",)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("vote_type;approval", "vote_type;ordinal"),
        ("budget;10000", "budget;mange"),
        ("budget;10000", "budget;-5"),
        ("budget;10000", "budget;NaN"),
        ("1;6000;2", "1;0;2"),
        ("1;6000;2", "2;6000;2"),
        ("b;17;paper", "a;17;paper"),
        ("project_id;cost", "project_id;price"),
        ("voter_id;age", "voter;age"),
        ("VOTES\n", ""),
        ("META\n", ""),
    ],
)
def test_what_does_not_add_up_is_refused(was: str, becomes: str) -> None:
    assert was in SMALL
    with pytest.raises(pabulib.NotReadable):
        pabulib.read(SMALL.replace(was, becomes))


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(pabulib.NotReadable):
        pabulib.read("META\nvote_type;approval\nbudget;1\nPROJECTS\nVOTES\n")
