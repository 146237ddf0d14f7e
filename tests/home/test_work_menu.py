"""The main menu: everybody's own work stands in it first, and it costs no query."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guides.models import CommunityGuide, OrganisationLead
from initiatives.models import PanelMember
from portal.areas.models import Neighbourhood
from portal.users.backends import AccountBackend
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.users import staff

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
MENU = re.compile(r'<ul class="mainmenu">.*?</ul>', re.DOTALL)
TITLE = re.compile(r'<li(?: class="(active current)")?>.*?<span>(.*?)</span>')
OFFERED = [
    "Kvarterer", "Initiativer", "Fællesskaber", "Det sker", "Fortæl din idé", "Søg om penge",
]  # fmt: skip


def menu(client: Client, path: str = "/overview/") -> dict[str, bool]:
    """The titles in their order, and whether each is marked as the page one is on."""
    html = client.get(path).content.decode()
    found = MENU.search(html)
    assert found
    return {title: bool(current) for current, title in TITLE.findall(found[0])}


def test_citizen_sees_no_work(sign_in: SignIn, applicant: User, client: Client) -> None:
    assert list(menu(client, "/ideas/new/")) == OFFERED
    assert list(menu(sign_in(applicant))) == [*OFFERED, "Mit overblik"]


@pytest.mark.parametrize(
    ("role", "work"),
    [
        (Role.CASEWORKER, ["Sager", "Møder", "Afstemninger", "Spørg kvarteret", "Forsendelser"]),
        (Role.APPROVER, ["Sager", "Møder", "Afstemninger"]),
        (Role.PAYER, ["Sager", "Udbetalinger"]),
        (
            Role.PROGRAMME_LEAD,
            [
                "Sager",
                "Afstemninger",
                "Spørg kvarteret",
                "Forsendelser",
                "Hold",
                "Køen",
                "Gennemsyn",
            ],
        ),
        (Role.MODERATOR, ["Gennemsyn"]),
    ],
)
def test_staff_find_their_own_lists_first_and_each_opens(
    role: Role, work: list[str], sign_in: SignIn
) -> None:
    client = sign_in(staff(role))
    assert list(menu(client)) == ["Mit overblik", *work, *OFFERED]
    html = client.get("/overview/").content.decode()
    rows = MENU.search(html)
    assert rows
    for address in re.findall(r'href="([^"]+)"', rows[0])[: len(work) + 1]:
        assert client.get(address).status_code == 200, address


def test_guide_at_work_finds_courses_and_one_who_stopped_does_not(
    sign_in: SignIn, guide: CommunityGuide
) -> None:
    assert list(menu(sign_in(guide.user)))[:3] == ["Mit overblik", "Mine forløb", "Hold"]
    guide.active_from -= datetime.timedelta(days=9)
    guide.active_to = timezone.localdate() - datetime.timedelta(days=1)
    guide.save()
    assert list(menu(sign_in(guide.user))) == [*OFFERED, "Mit overblik"]


def test_lead_of_an_organisation_finds_guides_and_queue(
    sign_in: SignIn, guide: CommunityGuide, stranger: User
) -> None:
    OrganisationLead.objects.create(user=stranger, organisation=guide.organisation)
    assert list(menu(sign_in(stranger)))[:3] == ["Mit overblik", "Guider", "Køen"]


def test_panel_member_finds_what_to_assess(
    sign_in: SignIn, applicant: User, neighbourhood: Neighbourhood
) -> None:
    PanelMember.objects.create(user=applicant, neighbourhood=neighbourhood)
    assert list(menu(sign_in(applicant)))[:2] == ["Mit overblik", "Vurderinger"]


def test_the_nearest_row_is_marked_alone(sign_in: SignIn, caseworker: User) -> None:
    marked = menu(sign_in(caseworker), "/casework/meetings/")
    assert [title for title, current in marked.items() if current] == ["Møder"]


@pytest.mark.parametrize(
    ("here", "title"), [("/guide/ambassadors/", "Hold"), ("/guide/absence/", "Mine forløb")]
)
def test_page_beside_its_list_is_marked_under_it(
    sign_in: SignIn, guide: CommunityGuide, here: str, title: str
) -> None:
    marked = menu(sign_in(guide.user), here)
    assert [row for row, current in marked.items() if current] == [title]


def test_roles_and_duties_come_with_the_person(
    sign_in: SignIn, caseworker: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = AccountBackend().get_user(caseworker.pk)
        assert isinstance(found, User)
        assert found.has_role(Role.CASEWORKER)
        assert found.duties == frozenset()


def test_closed_account_signs_nobody_in(sign_in: SignIn, caseworker: User) -> None:
    client = sign_in(caseworker)
    caseworker.is_active = False
    caseworker.save()
    assert client.get("/overview/").status_code == 302
