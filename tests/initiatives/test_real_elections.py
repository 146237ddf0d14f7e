"""Real elections of two cities, counted again, and our count beside that of the field's library."""

import os
import random
from decimal import Decimal
from pathlib import Path

import pytest
from pabutools.election import ApprovalBallot, ApprovalProfile, Cost_Sat, Instance, Project
from pabutools.rules import method_of_equal_shares

from initiatives import pabulib, voting

# They lie beside the project, since they are not ours; without them the invented ones remain.
FOLDER = Path(__file__).resolve().parents[3] / "shared/data/pabulib"
FILES = sorted(FOLDER.glob("*.pb"))


def test_the_build_server_has_the_elections() -> None:
    assert len(FILES) >= 10 or os.environ.get("CI") != "true"


def candidates_of(election: pabulib.Election) -> list[voting.Candidate]:
    return [voting.Candidate(project.key, project.cost) for project in election.projects]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_most_votes_first_gives_what_the_city_published(file: Path) -> None:
    election = pabulib.read(file.read_text(encoding="utf-8"))
    assert election.meta["rule"] == "greedy"
    ballots = [ballot.projects for ballot in election.ballots]
    tally = voting.greedy(candidates_of(election), ballots, election.budget)
    assert set(tally.winners) == election.published


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_equal_shares_of_a_real_election_are_those_of_the_library(file: Path) -> None:
    election = pabulib.read(file.read_text(encoding="utf-8"))
    candidates = candidates_of(election)
    ballots = [ballot.projects for ballot in election.ballots]
    tally = voting.equal_shares(candidates, ballots, election.budget)
    assert by_shares(tally) in by_the_library(candidates, ballots, election.budget)


@pytest.mark.parametrize("seed", range(60))
def test_equal_shares_of_an_invented_election_are_those_of_the_library(seed: int) -> None:
    """Small costs and few voters, so that equals and poor voters are common."""
    chance = random.Random(seed)  # noqa: S311
    candidates = [
        voting.Candidate(f"c{number}", Decimal(chance.randint(1, 120)))
        for number in range(chance.randint(1, 8))
    ]
    share = chance.choice([0.2, 0.5, 0.8])
    ballots = [
        [one.key for one in candidates if chance.random() < share]
        for _ in range(chance.randint(1, 14))
    ]
    budget = Decimal(chance.randint(1, 300))
    tally = voting.equal_shares(candidates, ballots, budget)
    assert by_shares(tally) in by_the_library(candidates, ballots, budget)


def test_control_another_count_is_not_the_librarys() -> None:
    file = next(file for file in FILES or [None] if file is None or "anin" in file.stem)
    if file is None:
        return
    election = pabulib.read(file.read_text(encoding="utf-8"))
    candidates = candidates_of(election)
    ballots = [ballot.projects for ballot in election.ballots]
    most_votes = set(voting.greedy(candidates, ballots, election.budget).winners)
    assert most_votes not in by_the_library(candidates, ballots, election.budget)


def by_shares(tally: voting.Tally) -> set[str]:
    return {step.key for step in tally.steps if step.outcome is voting.Outcome.BY_SHARES}


def by_the_library(
    candidates: list[voting.Candidate], ballots: list[tuple[str, ...]], budget: Decimal
) -> list[set[str]]:
    """Every outcome that the library finds, however equals are put in order."""
    projects = {one.key: Project(one.key, float_free(one.cost)) for one in candidates}
    instance = Instance(projects.values(), budget_limit=float_free(budget))
    profile = ApprovalProfile(
        [ApprovalBallot(projects[key] for key in ballot) for ballot in ballots], instance=instance
    )
    outcomes = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, resoluteness=False)
    return [{project.name for project in outcome} for outcome in outcomes]


def float_free(amount: Decimal) -> int:
    """Whole øre, in which the library counts exactly."""
    return int(amount * 100)
