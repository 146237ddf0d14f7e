"""A random walk over the steps: whatever is typed and accepted is there afterwards.

Two tabs, any step, any text, any button. The test keeps its own account of what each answer must be
by the rules a user would name: a text within its limit and without a CPR number is accepted, where
nobody else has written in the meantime; anything else changes nothing. That the walk can fail is
shown at the end, where one answer is dropped on its way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from initiatives import queries
from initiatives.actions import applications
from initiatives.enums import ApplicationStatus
from initiatives.models import Application
from portal.form_fields import contains_cpr_number
from tests.factories.initiatives import application
from tests.factories.users import UserFactory

LIMITS = {
    ("idea", "title"): 80,
    ("idea", "description"): 1500,
    ("idea", "why_here"): 800,
    ("community", "organisers"): 500,
    ("community", "outreach"): 400,
    ("time-and-place", "place"): 120,
    ("money", "other_funding"): 500,
    ("money", "can_do_without"): 300,
}
BUTTONS = ["next", "back", "close", "check", "add-line", "autosave", "autosave"]
TEXTS = st.one_of(
    st.text(max_size=90),
    st.sampled_from(
        [
            "",
            "   ",
            "Åse\r\nog\r\nLis",
            "👩‍👩‍👧 fællesskab ✨",
            "<script>alert('&amp;')</script>",
            "\u202eafsnit \u200b og «gåseøjne»",
            "Ring 010190-1234",
            "x" * 81,
            "æ" * 400,
            "ø" * 1501,
            "nul\x00tegn",
        ]
    ),
)
LINE = st.tuples(st.sampled_from(["Jord", "Telt & grill", "Grød 🥣"]), st.integers(1, 99_999))


@dataclass(frozen=True)
class Move:
    """Type one answer in one tab and press a button; a line goes with the step about money."""

    place: tuple[str, str]
    text: str
    button: str
    tab: int = 0
    line: tuple[str, int] | None = None
    is_reloaded: bool = False


MOVES = st.lists(
    st.builds(
        Move,
        place=st.sampled_from(sorted(LIMITS)),
        text=TEXTS,
        button=st.sampled_from(BUTTONS),
        tab=st.integers(0, 1),
        line=st.none() | LINE,
        is_reloaded=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@dataclass
class Tab:
    """One open page: its fields, and the answers that stood there when they were last in step."""

    fields: dict[str, Any]
    shown: dict[str, Any]


@dataclass
class Walk:
    """The browser, and the test's own account of every answer."""

    browser: Client
    row: Application
    expected: dict[tuple[str, str], Any] = field(default_factory=dict)
    tabs: dict[tuple[int, str], Tab] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for step, name in LIMITS:
            self.expected[step, name] = queries.stored_answer(self.row, name)
        self.expected["money", "lines"] = queries.stored_answer(self.row, "lines")

    def address(self, step: str) -> str:
        return reverse("initiatives:application-step", args=[self.row.public_id, step])

    def open(self, step: str) -> Tab:
        page = self.browser.get(self.address(step)).context
        fields = {"seen": page["seen"], "turn": "0"}
        rows = page["lines"] or page["milestones"]
        forms = [page["form"], *(rows.forms if rows else [])]
        if rows:
            fields[f"{rows.prefix}-TOTAL_FORMS"] = rows.total_form_count()
            fields[f"{rows.prefix}-INITIAL_FORMS"] = 0
        for form in forms:
            for bound in form:
                value = bound.value()
                if value not in (None, False):
                    fields[bound.html_name] = bound.field.widget.format_value(value) or ""
        shown = {name: kept for (of, name), kept in self.expected.items() if of == step}
        for name in shown.keys() - {"lines"}:
            assert page["form"].initial[name] == shown[name]
        return Tab(fields, shown)

    def make(self, move: Move) -> None:
        step, name = move.place
        if move.is_reloaded or (move.tab, step) not in self.tabs:
            self.tabs[move.tab, step] = self.open(step)
        tab = self.tabs[move.tab, step]
        tab.fields[name] = move.text
        if step == "money" and move.line:
            tab.fields["lines-1-text"], tab.fields["lines-1-amount"] = move.line
        tab.fields["turn"] = str(int(tab.fields["turn"]) + 1)
        answer = self.browser.post(self.address(step), tab.fields | {move.button: "1"})
        assert answer.status_code in {200, 302}
        self.account(step, tab)
        if move.button == "autosave":
            tab.fields["seen"] = answer.json()["seen"] or tab.fields["seen"]
        else:
            del self.tabs[move.tab, step]

    def account(self, step: str, tab: Tab) -> None:
        """Work out what each answer must be now."""
        for name, before in tab.shown.items():
            typed = lines_in(tab.fields) if name == "lines" else accepted(step, name, tab.fields)
            kept = self.expected[step, name]
            if typed is not None and typed != before and kept in (before, typed):
                self.expected[step, name] = typed
                tab.shown[name] = typed

    def check(self) -> None:
        row = Application.objects.get(pk=self.row.pk)
        answers = queries.answers(row)
        for step in {step for step, _name in self.expected}:
            page = self.browser.get(self.address(step)).context
            for (of, name), kept in self.expected.items():
                if of == step and name != "lines":
                    assert answers[name] == kept
                    assert page["form"].initial[name] == kept
        lines = [(line["text"], Decimal(line["amount"])) for line in answers["lines"]]
        assert lines == self.expected["money", "lines"]


def accepted(step: str, name: str, fields: dict[str, Any]) -> str | None:
    """The text as it must be kept, or None where it must be refused."""
    text = str(fields.get(name, "")).strip().replace("\r\n", "\n").replace("\r", "\n")
    fits = len(text) <= LIMITS[step, name]
    return text if fits and not contains_cpr_number(text) and "\x00" not in text else None


def lines_in(fields: dict[str, Any]) -> list[tuple[str, Decimal]]:
    rows = range(int(fields["lines-TOTAL_FORMS"]))
    pairs = [(fields.get(f"lines-{n}-text"), fields.get(f"lines-{n}-amount")) for n in rows]
    return [
        (text, Decimal(str(amount).replace(".", ""))) for text, amount in pairs if text and amount
    ]


def walked(moves: list[Move]) -> None:
    writer = UserFactory.create()
    browser = Client()
    browser.force_login(writer, backend="portal.users.backends.AccountBackend")
    walk = Walk(browser, application(status=ApplicationStatus.DRAFT, by=writer))
    for move in moves:
        walk.make(move)
    walk.check()


TWO_TABS = [
    Move(("idea", "title"), "Højbede i gården", "autosave", tab=0),
    Move(("idea", "why_here"), "Her er gråt", "next", tab=1),
    Move(("idea", "title"), "Bede", "autosave", tab=0),
    Move(("idea", "why_here"), "Her er trist", "next", tab=0),
]


@pytest.mark.django_db
@example(TWO_TABS)
@given(MOVES)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_typed_and_accepted_is_there_afterwards(moves: list[Move]) -> None:
    walked(moves)


@pytest.mark.parametrize("dropped", ["why_here", "title"])
def test_control_answer_dropped_on_its_way_is_noticed(
    db: None, monkeypatch: pytest.MonkeyPatch, dropped: str
) -> None:
    keep = applications.save_step

    def forgetful(application_id: int, *, answers: dict[str, Any], **rest: Any) -> Application:
        answers.pop(dropped, None)
        return keep(application_id, answers=answers, **rest)

    monkeypatch.setattr(applications, "save_step", forgetful)
    with pytest.raises(AssertionError):
        walked(TWO_TABS)
