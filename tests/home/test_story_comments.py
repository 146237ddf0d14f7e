"""What neighbours say of an initiative stands below its story too: the same words, one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from home.models import StoryPage
from initiatives.enums import Stage, Visibility
from initiatives.models import Initiative, Presentation
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.comments import CommentFactory, answered, shown
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import InitiativeFactory

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def public(neighbourhood: Neighbourhood) -> Initiative:
    row: Initiative = InitiativeFactory.create(
        visibility=Visibility.PUBLIC, stage=Stage.RUNNING, neighbourhood=neighbourhood
    )
    return row


@pytest.fixture
def story(public: Initiative, neighbourhood: Neighbourhood) -> Any:
    page = StoryPage(title="Langbord", slug="langbord", initiative=public)
    neighbourhood_page(neighbourhood).add_child(instance=page)
    page.save_revision().publish()
    return page


def read(client: Client, page: Any) -> str:
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_comments_and_answers_stand_below_the_story_with_the_ways_on(
    public: Initiative, story: Any, client: Client
) -> None:
    row = shown(initiative=public, text="Må man tage hunden med?")
    answered(row, text="Ja, i snor.")
    CommentFactory.create(initiative=public, text="Venter på moderator")
    html = read(client, story)
    assert "Må man tage hunden med?" in html
    assert "Ja, i snor." in html
    assert "Venter på moderator" not in html
    assert reverse("initiatives:comment-report", args=[row.public_id]) in html
    assert reverse("initiatives:comment-write", args=[public.public_id]) in html
    assert "csrfmiddlewaretoken" not in html


def test_closed_for_comments_is_closed_here_too(
    public: Initiative, story: Any, client: Client
) -> None:
    Presentation.objects.create(initiative=public, title="Langbord", comments_closed="OVER")
    shown(initiative=public, text="Godt gået")
    html = read(client, story)
    assert "Gruppen tager ikke imod nye kommentarer." in html
    assert "Godt gået" in html
    assert reverse("initiatives:comment-write", args=[public.public_id]) not in html


def test_initiative_that_is_not_public_has_no_comments_here(
    public: Initiative, story: Any, client: Client
) -> None:
    shown(initiative=public, text="Godt gået")
    Initiative.objects.update(visibility=Visibility.PRIVATE)
    assert "Kommentarer" not in read(client, story)
    Initiative.objects.update(visibility=Visibility.PUBLIC)
    assert "Godt gået" in read(client, story)


def test_writer_sees_what_waits_and_staff_the_way_to_answer(
    public: Initiative, story: Any, sign_in: SignIn, applicant: User, caseworker: User
) -> None:
    row = CommentFactory.create(initiative=public, author=applicant, text="Mit eget")
    answer = reverse("initiatives:comment-answer", args=[shown(initiative=public).public_id])
    mine = read(sign_in(applicant), story)
    assert row.text in mine
    assert "Kun du kan se den endnu." in mine
    assert answer not in mine
    assert answer in read(sign_in(caseworker), story)


@pytest.mark.parametrize("number", [1, 3])
def test_story_costs_the_same_for_any_number_of_comments(
    number: int,
    public: Initiative,
    story: Any,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        answered(shown(initiative=public))
    read(client, story)
    with django_assert_num_queries(7):
        read(client, story)
