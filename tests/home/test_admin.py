"""The editors' admin: who may do what there, and what it keeps people from doing."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from initiatives.models import GrantPool
from portal.areas.models import Neighbourhood, Theme
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.home import front_page, index_page, neighbourhood_page
from tests.factories.initiatives import (
    FundingRoundFactory,
    GrantPoolFactory,
    InitiativeFactory,
)

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]

# What the page posts of a pool that has no shares.
NO_SHARES = nested_form_data({"shares": inline_formset([])})

POOLS, ROUNDS = "/admin/grantpool/", "/admin/fundinground/"
AREAS, THEMES = "/admin/neighbourhood/", "/admin/theme/"
PAGES, IMAGES, DOCUMENTS = "/admin/pages/3/", "/admin/images/", "/admin/documents/"
SETTINGS, USERS = "/admin/settings/home/sitesettings/", "/admin/users/"


@pytest.fixture
def operator(db: None) -> User:
    return User.objects.create_superuser("drift@example.org", full_name="Dorte Drift")


def test_migrations_leave_our_front_page_alone_in_the_tree() -> None:
    assert front_page().url == "/"
    assert [page.specific for page in Page.objects.filter(depth__gt=1)] == [
        front_page(),
        index_page(),
    ]
    assert Page.find_problems() == ([], [], [], [], [])
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"da", "en"}
    assert front_page().locale.language_code == "da"


def test_log_in_goes_through_our_own_door(client: Client) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/account/login/?next=/admin/"


def test_signed_in_person_without_rights_is_not_sent_round_between_admin_and_log_in(
    sign_in: SignIn, applicant: User
) -> None:
    assert sign_in(applicant).get("/admin/", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("persona", "allowed"),
    [
        ("editor", {PAGES, IMAGES, DOCUMENTS, SETTINGS, AREAS, THEMES}),
        ("lead", {POOLS, ROUNDS, AREAS, THEMES}),
        ("caseworker", {POOLS, ROUNDS}),
        ("approver", set()),
        ("payer", set()),
        ("applicant", set()),
    ],
)
def test_each_role_reaches_its_own_part_of_the_admin(
    persona: str, allowed: set[str], sign_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(persona))
    everything = [POOLS, ROUNDS, AREAS, THEMES, IMAGES, DOCUMENTS, SETTINGS, USERS]
    pages = f"/admin/pages/{front_page().pk}/"
    reached = {path for path in everything if client.get(path, follow=False).status_code == 200}
    reached |= {SETTINGS} if _redirects_inside(client, SETTINGS) else set()
    reached |= {PAGES} if client.get(f"{pages}edit/").status_code == 200 else set()
    assert reached == allowed


def _redirects_inside(client: Client, path: str) -> bool:
    """Settings lead on to those of the one site."""
    response = client.get(path)
    return response.status_code == 302 and response.headers["Location"].startswith(path)


def test_pool_form_holds_no_committed_amount(sign_in: SignIn, lead: User) -> None:
    pool = GrantPoolFactory.create(amount_committed=Decimal("1000.00"))
    client = sign_in(lead)
    html = client.get(f"{POOLS}edit/{pool.pk}/").content.decode()
    assert 'name="budget"' in html
    assert "amount_committed" not in html
    data = {"name": "Ny", "fiscal_year": 2027, "budget": "5000", "legal_basis": "x", **NO_SHARES}
    assert (
        client.post(f"{POOLS}edit/{pool.pk}/", data | {"amount_committed": "0"}).status_code == 302
    )
    pool.refresh_from_db()
    assert (pool.name, pool.amount_committed) == ("Ny", Decimal("1000.00"))


def test_budget_below_what_is_committed_is_refused_with_words(sign_in: SignIn, lead: User) -> None:
    pool = GrantPoolFactory.create(amount_committed=Decimal("1000.00"))
    data = {"name": "Ny", "fiscal_year": 2027, "budget": "500", "legal_basis": "x", **NO_SHARES}
    response = sign_in(lead).post(f"{POOLS}edit/{pool.pk}/", data)
    assert "Budgettet kan ikke være mindre" in response.content.decode()
    pool.refresh_from_db()
    assert pool.budget == Decimal("100000.00")


def test_lead_makes_a_pool(sign_in: SignIn, lead: User) -> None:
    pool = {"name": "Puljen", "fiscal_year": 2027, "budget": "90000", "legal_basis": "Fuldmagt"}
    sign_in(lead).post(f"{POOLS}new/", pool | NO_SHARES)
    assert GrantPool.objects.get().name == "Puljen"


def test_neighbourhood_in_use_cannot_be_deleted_and_it_says_so(sign_in: SignIn, lead: User) -> None:
    used = InitiativeFactory.create().neighbourhood
    client = sign_in(lead)
    for method in (client.get, client.post):
        response = method(f"{AREAS}delete/{used.pk}/", follow=True)
        assert "er i brug og kan ikke slettes" in response.content.decode()
    assert Neighbourhood.objects.filter(pk=used.pk).exists()


def test_neighbourhood_with_a_page_cannot_be_deleted(
    sign_in: SignIn, lead: User, neighbourhood: Neighbourhood
) -> None:
    neighbourhood_page(neighbourhood)
    sign_in(lead).post(f"{AREAS}delete/{neighbourhood.pk}/")
    assert Neighbourhood.objects.filter(pk=neighbourhood.pk).exists()


def test_neighbourhood_never_used_can_be_deleted(sign_in: SignIn, lead: User) -> None:
    unused = NeighbourhoodFactory.create()
    sign_in(lead).post(f"{AREAS}delete/{unused.pk}/")
    assert not Neighbourhood.objects.filter(pk=unused.pk).exists()


def test_lists_of_reference_data_open(sign_in: SignIn, operator: User) -> None:
    Theme.objects.create(name="Grøn", slug="groen")
    FundingRoundFactory.create()
    client = sign_in(operator)
    for path in (THEMES, ROUNDS, POOLS, AREAS):
        assert client.get(path).status_code == 200
        assert client.get(f"{path}new/").status_code == 200


def test_neighbourhood_page_cannot_be_copied(
    sign_in: SignIn, editor: User, neighbourhood: Neighbourhood
) -> None:
    page = neighbourhood_page(neighbourhood)
    response = sign_in(editor).get(f"/admin/pages/{page.pk}/copy/", follow=True)
    assert "kun én side" in response.content.decode()


def test_preview_is_shown_in_a_frame_of_the_admin(
    sign_in: SignIn, editor: User, neighbourhood: Neighbourhood
) -> None:
    page = neighbourhood_page(neighbourhood)
    response = sign_in(editor).get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert "Gærdehaven" in response.content.decode()


def test_operator_makes_an_account_with_roles_and_no_password(
    sign_in: SignIn, operator: User
) -> None:
    client = sign_in(operator)
    html = client.get(f"{USERS}new/").content.decode()
    assert "password" not in html
    assert 'name="full_name"' in html
    data = {"email": "Ny@Example.org", "full_name": "Nina Ny", "phone": "20304050"}
    assert client.post(f"{USERS}new/", data).status_code == 302
    made = User.objects.get(email="ny@example.org")
    assert not made.has_usable_password()
    event = AuditEvent.objects.get(action=AuditAction.ACCOUNT_CREATED, target_id=made.pk)
    assert event.actor == operator
    data["full_name"] = "Nina Nyere"
    response = client.post(f"{USERS}edit/{made.pk}/", data | {"is_active": "on"})
    assert response.status_code == 302
    made.refresh_from_db()
    assert made.full_name == "Nina Nyere"


def test_account_is_never_deleted(sign_in: SignIn, operator: User, applicant: User) -> None:
    client = sign_in(operator)
    client.post(f"{USERS}delete/{applicant.pk}/")
    client.post(f"/admin/bulk/users/user/delete/?id={applicant.pk}")
    assert User.objects.filter(pk=applicant.pk).exists()


def test_own_account_page_opens(sign_in: SignIn, editor: User) -> None:
    assert sign_in(editor).get("/admin/account/").status_code == 200


def test_dashboard_leads_back_to_the_portal(sign_in: SignIn, editor: User) -> None:
    html = sign_in(editor).get("/admin/").content.decode()
    assert 'href="/overview/"' in html
