"""A moderator goes from one thing that waits to the next, and knows how far it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from initiatives.enums import CommentStatus, Visibility
from initiatives.models import Comment, Initiative
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.comments import CommentFactory, CommentReportFactory, shown
from tests.factories.communities import HelpOfferFactory
from tests.factories.users import staff

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
QUEUE = "initiatives:moderation-queue"


@pytest.fixture
def public(initiative: Initiative) -> Initiative:
    initiative.visibility = Visibility.PUBLIC
    initiative.save()
    return initiative


@pytest.fixture
def judge(sign_in: SignIn) -> Client:
    return sign_in(staff(Role.MODERATOR))


def at(row: Any, kind: str = "") -> str:
    name = "moderation-comment" if isinstance(row, Comment) else "moderation-offer"
    return reverse(f"initiatives:{name}", args=[row.public_id]) + (f"?kind={kind}" if kind else "")


def yes(row: Comment) -> dict[str, Any]:
    return {"move": "PUBLISH", "reason": "", "version": row.version}


def test_the_next_comes_after_each_answer_until_nothing_waits(
    public: Initiative, judge: Client
) -> None:
    rows = [CommentFactory.create(initiative=public) for _ in range(3)]
    queue = judge.get(reverse(QUEUE)).content.decode()
    assert f'button-primary" href="{at(rows[0])}"' in queue
    assert "1 af 3" in judge.get(at(rows[0])).content.decode()
    answer = judge.post(at(rows[0]), yes(rows[0]))
    assert answer["Location"] == at(rows[1])
    page = judge.get(at(rows[1])).content.decode()
    assert "1 af 2" in page
    assert "Svaret er gemt." in page
    assert f'<a href="{at(rows[0])}">Se dit svar om »{public.shown_title}«</a>' in page
    judge.post(at(rows[1]), yes(rows[1]))
    last = judge.post(at(rows[2]), yes(rows[2]), follow=True)
    assert last.redirect_chain == [(reverse(QUEUE), 302)]
    assert "Intet venter" in last.content.decode()


def test_what_is_passed_by_comes_again_at_the_end(public: Initiative, judge: Client) -> None:
    first, second, third = [CommentFactory.create(initiative=public) for _ in range(3)]
    page = judge.get(at(second)).content.decode()
    assert "2 af 3" in page
    assert f'<a href="{at(third)}">Spring over' in page
    assert f'<a href="{at(first)}">Spring over' in judge.get(at(third)).content.decode()
    assert judge.post(at(third), yes(third))["Location"] == at(first)


def test_one_kind_at_a_time_stays_that_kind(public: Initiative, judge: Client) -> None:
    reported = [shown(initiative=public) for _ in range(2)]
    for row in reported:
        CommentReportFactory.create(comment=row)
    HelpOfferFactory.create(visibility="AWAITING_MODERATION")
    first, second = reported
    first.refresh_from_db()
    queue = judge.get(reverse(QUEUE), {"kind": "reported"}).content.decode()
    assert at(first, "reported") in queue
    assert "1 af 2" in judge.get(at(first, "reported")).content.decode()
    hide = {"move": "HIDE", "reason": "Navn på en anden", "version": first.version}
    assert judge.post(at(first, "reported"), hide)["Location"] == at(second, "reported")
    second.refresh_from_db()
    last = judge.post(at(second, "reported"), hide | {"version": second.version})
    assert last["Location"] == f"{reverse(QUEUE)}?kind=reported"


def test_a_kind_that_is_none_is_every_kind(public: Initiative, judge: Client) -> None:
    row = CommentFactory.create(initiative=public)
    page = judge.get(at(row), {"kind": "<b>"}).content.decode()
    assert "1 af 1" in page
    assert "&lt;b&gt;" not in page
    assert "Spring over" not in page


def test_offers_are_on_the_way_too(judge: Client) -> None:
    first, second = [HelpOfferFactory.create(visibility="AWAITING_MODERATION") for _ in range(2)]
    answer = judge.post(at(first), {"verdict": "show", "reason": ""})
    assert answer["Location"] == at(second)


def test_what_does_not_wait_has_no_place_and_leads_to_the_list(
    public: Initiative, judge: Client
) -> None:
    CommentFactory.create(initiative=public)
    row = shown(initiative=public)
    page = judge.get(at(row)).content.decode()
    assert "Se hele listen" in page
    assert "Spring over" not in page
    hide = {"move": "HIDE", "reason": "Navn på en anden", "version": row.version}
    assert judge.post(at(row), hide)["Location"] == reverse(QUEUE)
    row.refresh_from_db()
    assert row.status == CommentStatus.HIDDEN


@pytest.mark.parametrize("number", [1, 3])
def test_the_way_costs_the_same_for_any_number(
    number: int,
    public: Initiative,
    judge: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [CommentFactory.create(initiative=public) for _ in range(number)]
    judge.get(at(rows[0]))
    with django_assert_num_queries(15):
        judge.get(at(rows[0]))
