"""A CPR number is nowhere searched for, and stands in no address that answers."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import reverse

from initiatives.enums import Visibility
from initiatives.models import Initiative, Presentation
from portal.form_fields import contains_cpr_number
from portal.users.roles import Role
from tests.factories.initiatives import application
from tests.factories.users import staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

pytestmark = pytest.mark.django_db

NUMBER = "010190-1234"
LIST = "initiatives:casework-list"


@pytest.mark.parametrize(
    "asked",
    [NUMBER, "0101901234", "010190 1234", f"Birgit {NUMBER}"],
)
def test_the_list_of_cases_leads_to_itself_without_the_number(
    asked: str, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(staff(Role.CASEWORKER))
    told = {"q": asked, "status": "OPEN"}
    answer = browser.get(reverse(LIST), told)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse(LIST)}?status=OPEN"
    page = browser.get(answer["Location"])
    assert "Søg ikke på et CPR-nummer" in page.text
    assert "0190" not in page.text


def test_nothing_is_fetched_or_logged_for_a_number(sign_in: Callable[..., Client]) -> None:
    browser = sign_in(staff(Role.CASEWORKER))
    where = reverse("initiatives:casework-export-csv")
    answer = browser.get(where, {"q": NUMBER})
    assert (answer.status_code, answer["Location"]) == (302, where)


def test_somebody_without_log_in_is_led_away_too(client: Client) -> None:
    where = reverse("guides:directory")
    answer = client.get(where, {"q": NUMBER})
    assert (answer.status_code, answer["Location"]) == (302, where)
    assert "Søg ikke på et CPR-nummer" in client.get(where).text


@pytest.mark.parametrize("asked", ["20304050", "991390-1234", "12345678901", "BNC-2026-0000001"])
def test_control_other_numbers_are_searched_for(asked: str, sign_in: Callable[..., Client]) -> None:
    answer = sign_in(staff(Role.CASEWORKER)).get(reverse(LIST), {"q": asked})
    assert answer.status_code == 200


def test_a_key_that_holds_such_digits_by_chance_leads_where_it_should(client: Client) -> None:
    key = "ab010190-1234-4abc-8abc-abcdefabcdef"
    assert contains_cpr_number(key)
    shown = application().initiative
    Initiative.objects.filter(pk=shown.pk).update(public_id=key, visibility=Visibility.PUBLIC)
    Presentation.objects.create(initiative=shown, title="Højbede", summary="Vi bygger højbede.")
    answer = client.get(reverse("initiatives:follow"), {"initiative": key})
    assert answer.status_code == 200
    assert client.get(reverse("initiatives:follow"), {"initiative": NUMBER}).status_code == 302


def test_a_view_is_not_saved_with_the_number(sign_in: Callable[..., Client]) -> None:
    worker = staff(Role.CASEWORKER)
    told = {"name": "Min søgning", "query": f"q={NUMBER}"}
    sign_in(worker).post(reverse("initiatives:case-view-save"), told)
    assert not worker.saved_views.exists()


def test_the_log_of_requests_has_no_queries() -> None:
    line = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))["access_log_format"]
    for with_query in ("%(r)s", "%(q)s", "%(f)s"):
        assert with_query not in line
