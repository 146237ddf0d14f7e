"""Elections in the `.pb` format of Pabulib, the library of participatory budgeting. Pure.

The format is three tables in one text: META, PROJECTS and VOTES, with `;` between the columns.
Source: pabulib.org/format. Only approval ballots are read and written: the portal has no others.
What an election tells of a voter (age, sex) is never read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

SECTIONS = ("META", "PROJECTS", "VOTES")


class NotReadable(ValueError):
    """The text is no election that can be counted. Says where, in words for the log."""


class UnknownProject(NotReadable):
    """A ballot names a project that the file does not hold."""

    def __init__(self, voter: str, project: str) -> None:
        """Keep who voted for what, so that the person who imports can be told."""
        super().__init__(f"ballot {voter!r} names project {project!r}, which is not in the file")
        self.voter = voter
        self.project = project


@dataclass(frozen=True)
class Project:
    """What could be voted for. `selected` is what the city published; None when it did not."""

    key: str
    name: str
    cost: Decimal
    selected: bool | None = None


@dataclass(frozen=True)
class Ballot:
    """One ballot: its number in the file, the projects it approves, and how it came."""

    voter: str
    projects: tuple[str, ...]
    method: str = ""


@dataclass(frozen=True)
class Election:
    """A whole file. `skipped`: (voter, project) of votes that were left out on request."""

    meta: Mapping[str, str]
    budget: Decimal
    projects: Sequence[Project]
    ballots: Sequence[Ballot]
    skipped: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def published(self) -> frozenset[str]:
        """The projects that the city says it funded."""
        return frozenset(project.key for project in self.projects if project.selected)


def read(text: str, *, skip_unknown: bool = False) -> Election:
    """Read an election.

    Args: skip_unknown: leave out votes for projects that the file does not hold, and tell which.
    Raises: UnknownProject (unless skipped), NotReadable (anything else that is not as it should).
    """
    meta_rows, project_rows, vote_rows = _sections(text)
    meta = {row[0]: row[1] for row in meta_rows if len(row) > 1 and row[0] != "key"}
    if meta.get("vote_type") != "approval":
        raise NotReadable(f"vote_type is {meta.get('vote_type', '')!r}, and not 'approval'")
    projects = [_project(row) for row in _named(project_rows, "project_id", "cost")]
    known = {project.key for project in projects}
    if len(known) != len(projects):
        raise NotReadable("a project stands twice")
    ballots, skipped = [], []
    seen: set[str] = set()
    for row in _named(vote_rows, "voter_id", "vote"):
        voter = row["voter_id"]
        if voter in seen:
            raise NotReadable(f"voter {voter!r} stands twice")
        seen.add(voter)
        chosen = [key.strip() for key in row["vote"].split(",") if key.strip()]
        missing = [key for key in chosen if key not in known]
        if missing and not skip_unknown:
            raise UnknownProject(voter, missing[0])
        skipped += [(voter, key) for key in missing]
        approved = tuple(dict.fromkeys(key for key in chosen if key in known))
        ballots.append(Ballot(voter, approved, row.get("voting_method", "")))
    return Election(meta, _amount(meta.get("budget", ""), "budget"), projects, ballots, skipped)


def write(election: Election) -> str:
    """Write an election, with the numbers of projects and votes as they are."""
    votes: dict[str, int] = {project.key: 0 for project in election.projects}
    for ballot in election.ballots:
        for key in ballot.projects:
            votes[key] += 1
    meta = dict(election.meta) | {
        "num_projects": str(len(election.projects)),
        "num_votes": str(len(election.ballots)),
        "budget": _plain(election.budget),
        "vote_type": "approval",
    }
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    _section(rows, "META", ["key", "value"], meta.items())
    _section(
        rows,
        "PROJECTS",
        ["project_id", "cost", "votes", "name", "selected"],
        (
            [one.key, _plain(one.cost), votes[one.key], one.name, _flag(one.selected)]
            for one in election.projects
        ),
    )
    _section(
        rows,
        "VOTES",
        ["voter_id", "voting_method", "vote"],
        ([one.voter, one.method, ",".join(one.projects)] for one in election.ballots),
    )
    return out.getvalue()


Row = list[str]


def _sections(text: str) -> tuple[list[Row], list[Row], list[Row]]:
    found: dict[str, list[Row]] = {}
    current: list[Row] | None = None
    try:
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"):
            name = row[0].strip() if row else ""
            if len(row) == 1 and name.upper() in SECTIONS:
                current = found.setdefault(name.upper(), [])
            elif name or len(row) > 1:
                if current is None:
                    raise NotReadable("the text does not begin with META")
                current.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise NotReadable(str(error)) from error
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        raise NotReadable(f"{missing[0]} is missing")
    return found["META"], found["PROJECTS"], found["VOTES"]


def _named(rows: list[Row], *needed: str) -> Iterable[dict[str, str]]:
    """Rows by the names in the first one. A short row's last cells are empty."""
    if not rows:
        raise NotReadable(f"the row with {needed[0]} is missing")
    names, *rest = rows
    missing = [name for name in needed if name not in names]
    if missing:
        raise NotReadable(f"the column {missing[0]} is missing")
    for row in rest:
        yield dict(zip(names, row + [""] * (len(names) - len(row)), strict=False))


def _project(row: dict[str, str]) -> Project:
    key = row["project_id"]
    cost = _amount(row["cost"], f"the cost of {key!r}")
    if cost <= 0:
        raise NotReadable(f"the cost of {key!r} is not above 0")
    selected = {"1": True, "0": False}.get(row.get("selected", ""))
    return Project(key, row.get("name", ""), cost, selected)


def _amount(text: str, what: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise NotReadable(f"{what} is {text!r}, which is no amount") from error
    if not amount.is_finite() or amount < 0:
        raise NotReadable(f"{what} is {text!r}, which is no amount")
    return amount


def _plain(amount: Decimal) -> str:
    return f"{amount:f}".removesuffix(".00")


def _flag(selected: bool | None) -> str:
    return "" if selected is None else str(int(selected))


def _section(rows: Any, name: str, heading: Row, body: Iterable[Iterable[object]]) -> None:
    rows.writerow([name])
    rows.writerow(heading)
    rows.writerows(body)
