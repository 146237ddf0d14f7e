"""Writing an application: start, seven steps, check, send."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.enums import (
    STEP_FIELDS,
    ApplicantKind,
    ApplicationStatus,
    Audience,
    OpenToAll,
    Step,
)
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.models import (
    AnswerAuthor,
    Application,
    ApplicationVersion,
    BudgetLine,
    Milestone,
)
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.files import attached
from tests.factories.initiatives import FundingRoundFactory, application, led_by
from tests.factories.questions import round_asking
from tests.factories.users import UserFactory

START = "/applications/new/"
SignIn = Callable[[User], Client]


@pytest.fixture
def draft(applicant: User) -> Application:
    """A draft with every answer in it."""
    return application(status=ApplicationStatus.DRAFT, by=applicant)


def address(row: Application, name: str, *args: str) -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id, *args])


def lines(*rows: tuple[str, str]) -> dict[str, str]:
    """Budget lines as the form posts them."""
    posted = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"}
    for number, (text, amount) in enumerate(rows):
        posted |= {f"lines-{number}-text": text, f"lines-{number}-amount": amount}
    return posted


# --- Start -------------------------------------------------------------------------------------


def test_start_without_log_in_leads_to_log_in(client: Client, db: None) -> None:
    assert "/account/login/" in client.get(START).headers["Location"]


def test_start_begins_one_draft_however_often_it_is_pressed(
    sign_in: SignIn, applicant: User
) -> None:
    chosen = FundingRoundFactory.create()
    browser = sign_in(applicant)

    first = browser.post(START, {"round": chosen.public_id})
    second = browser.post(START, {"round": chosen.public_id})

    begun = Application.objects.get()
    assert first.headers["Location"] == address(begun, "application-step", "eligibility")
    assert second.headers["Location"] == first.headers["Location"]


def test_start_shows_the_draft_first_and_not_its_round_again(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    page = sign_in(applicant).get(START).content.decode()

    assert "Fortsæt din kladde" in page
    assert draft.initiative.title in page
    assert "Begynd ansøgning" not in page


def test_start_for_another_group_s_initiative_is_not_found(
    sign_in: SignIn, applicant: User, stranger: User
) -> None:
    theirs = led_by(applicant)

    answer = sign_in(stranger).get(START, {"initiative": str(theirs.public_id)})

    assert answer.status_code == 404


def test_start_in_a_closed_round_says_so(sign_in: SignIn, applicant: User) -> None:
    closed = FundingRoundFactory.create(opens_on="2020-01-01", closes_on="2020-02-01")

    page = sign_in(applicant).post(START, {"round": closed.public_id}).content.decode()

    assert "Runden tager ikke imod ansøgninger nu." in page
    assert not Application.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_start_asks_the_database_the_same_for_any_number_of_rounds_and_drafts(
    sign_in: SignIn, applicant: User, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        application(status=ApplicationStatus.DRAFT, by=applicant)
        FundingRoundFactory.create()
    browser = sign_in(applicant)
    browser.get(START)

    with django_assert_num_queries(START_QUERIES):
        browser.get(START)


START_QUERIES = 8


# --- Steps -------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", Step.values)
def test_step_of_another_s_draft_is_not_found(
    sign_in: SignIn, draft: Application, stranger: User, caseworker: User, step: str
) -> None:
    for person in (stranger, caseworker):
        browser = sign_in(person)
        assert browser.get(address(draft, "application-step", step)).status_code == 404
        assert browser.post(address(draft, "application-step", step)).status_code == 404


@pytest.mark.parametrize("step", list(FORM_OF_STEP))
def test_step_page_is_small_and_cheap_with_a_full_draft(
    sign_in: SignIn,
    applicant: User,
    step: str,
    django_assert_max_num_queries: Any,
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=applicant, funding_round=round_asking())
    BudgetLine.objects.bulk_create(
        BudgetLine(application=draft, position=n, text="Jord", amount=100) for n in range(1, 15)
    )
    Milestone.objects.bulk_create(
        Milestone(application=draft, position=n, text="Klar", month=None) for n in range(6)
    )
    for _ in range(5):
        attached(draft)
    everything = ["lines", "milestones", *(n for names in STEP_FIELDS.values() for n in names)]
    AnswerAuthor.objects.bulk_create(
        AnswerAuthor(application=draft, field=name, author=member, written_at=draft.saved_at)
        for name, member in zip(everything, UserFactory.create_batch(len(everything)), strict=True)
    )
    NeighbourhoodFactory.create_batch(14)
    ThemeFactory.create_batch(3)
    browser = sign_in(applicant)

    with django_assert_max_num_queries(15):
        answer = browser.get(address(draft, "application-step", step))

    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert "Gemt" in answer.content.decode()


def test_step_unknown_is_not_found(sign_in: SignIn, draft: Application, applicant: User) -> None:
    answer = sign_in(applicant).get(address(draft, "application-step", "shoe-size"))

    assert answer.status_code == 404


def test_step_saves_an_incomplete_answer_and_goes_on(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    answer = sign_in(applicant).post(
        address(draft, "application-step", "idea"), {"title": "Højbede", "next": "1"}
    )

    draft.initiative.refresh_from_db()
    assert draft.initiative.title == "Højbede"
    assert answer.headers["Location"] == address(draft, "application-step", "community")


def test_step_closed_says_that_it_is_saved_and_not_sent(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)

    answer = browser.post(
        address(draft, "application-step", "community"), {"organisers": "Åse", "close": "1"}
    )

    draft.refresh_from_db()
    assert draft.organisers == "Åse"
    assert answer.headers["Location"] == reverse("overview")
    message = next(iter(browser.get(START).context["messages"]))
    assert "Den er ikke sendt endnu." in str(message)


def test_step_with_a_fault_keeps_the_rest_and_shows_what_was_typed(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    posted = {"organisers": "Åse og Øjvind", "organiser_count": "mange", "next": "1"}

    page = sign_in(applicant).post(address(draft, "application-step", "community"), posted)

    draft.refresh_from_db()
    assert draft.organisers == "Åse og Øjvind"
    assert draft.organiser_count == 3  # as it was
    assert page.content.decode().count("Skriv et tal mellem 1 og 200") == 2
    assert 'value="mange"' in page.content.decode()


@pytest.mark.parametrize(
    ("step", "posted", "sentence"),
    [
        ("idea", {"title": "x" * 81}, "Du har skrevet 1 tegn for meget"),
        ("idea", {"description": "Mit nummer er 0101901234"}, "Fjern CPR-nummeret"),
        ("community", {"participant_count": "5001"}, "Skriv et tal mellem 1 og 5.000"),
        (
            "time-and-place",
            {"starts_on": "02/05/2027", "ends_on": "01/05/2027"},
            "Slutdatoen skal være efter startdatoen",
        ),
        (
            "time-and-place",
            {"starts_on": "02/05/2027", "ends_on": "01/06/2028"},
            "Slutdatoen må højst være 12 måneder efter start",
        ),
        ("about-you", {"association_cvr": "12345678"}, "CVR-nummeret findes ikke"),
        ("about-you", {"contact_phone": "123"}, "Skriv et telefonnummer med 8 cifre"),
    ],
)
def test_step_fault_is_said_in_plain_words(
    sign_in: SignIn,
    draft: Application,
    applicant: User,
    step: str,
    posted: dict[str, str],
    sentence: str,
) -> None:
    page = sign_in(applicant).post(address(draft, "application-step", step), posted)

    assert page.status_code == 200
    assert page.content.decode().count(sentence) >= 2


def test_money_step_replaces_the_lines_and_adds_them_up(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    posted = lines(("Jord", "1.400"), ("", ""), ("Brædder", "3600 kr."))

    sign_in(applicant).post(address(draft, "application-step", "money"), posted)

    assert list(draft.budget_lines.values_list("text", "amount")) == [
        ("Jord", Decimal("1400.00")),
        ("Brædder", Decimal("3600.00")),
    ]


def test_money_step_with_a_faulty_line_keeps_what_stood_there_and_the_other_lines(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    posted = lines(("Jord", "mange penge"), ("Brædder", "200"))

    page = sign_in(applicant).post(address(draft, "application-step", "money"), posted)

    assert "Indtast et beløb i hele kroner" in page.content.decode()
    assert 'value="mange penge"' in page.content.decode()
    kept = draft.budget_lines.values_list("text", flat=True)
    assert list(kept) == ["Jord og brædder", "Brædder"]


def test_money_step_over_the_ceiling_says_so_and_keeps_the_lines(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    page = sign_in(applicant).post(
        address(draft, "application-step", "money"), lines(("Telt", "25000"))
    )

    # The fault of the whole table leads to its first field.
    assert 'href="#id_lines-0-text">Du kan højst søge 20.000 kr.' in page.content.decode()
    assert draft.sum_of_lines() == 25000


def test_money_step_adds_a_line_without_scripts(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    posted = lines(("Jord", "100"), ("Sten", "200"), ("Frø", "50"), ("Vand", "20"))

    answer = browser.post(
        address(draft, "application-step", "money"), posted | {"add-line": "1"}, follow=True
    )

    assert 'name="lines-4-text"' in answer.content.decode()
    assert draft.budget_lines.count() == 4


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("applicant_kind", ApplicantKind.OTHER, "Firmaer kan ikke søge."),
        ("in_municipality", False, "Puljen støtter kun aktiviteter i kommunen."),
        ("open_to_all", OpenToAll.NO, "til gavn for andre end jer selv"),
    ],
)
def test_one_who_cannot_apply_is_told_why_and_where_else_to_go(
    sign_in: SignIn, draft: Application, applicant: User, field: str, value: Any, reason: str
) -> None:
    setattr(draft, field, value)
    draft.save()
    browser = sign_in(applicant)

    for page in (
        browser.get(address(draft, "application-step", "idea")),
        browser.get(address(draft, "application-check")),
    ):
        assert reason in page.content.decode()
        assert "Andre muligheder" in page.content.decode()
    assert browser.get(address(draft, "application-step", "eligibility")).status_code == 200


# --- Check and send ----------------------------------------------------------------------------


def test_check_lists_what_is_missing_with_a_link_to_the_field(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    draft.organisers = ""
    draft.save()

    page = sign_in(applicant).get(address(draft, "application-check")).content.decode()

    wanted = address(draft, "application-step", "community") + "?check=1#id_organisers"
    assert f'href="{wanted}"' in page
    assert "Send ansøgning" not in page


def test_check_sends_a_complete_application_and_shows_the_receipt(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    answer = sign_in(applicant).post(address(draft, "application-check"), follow=True)

    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.SUBMITTED
    assert draft.initiative.number in answer.content.decode()
    assert "I får svar senest" in answer.content.decode()


def test_check_sent_twice_is_one_application_with_the_same_receipt_and_one_mail(
    sign_in: SignIn, draft: Application, applicant: User, mails: Mails
) -> None:
    browser = sign_in(applicant)
    browser.get(address(draft, "application-check"))  # the other tab, open since before

    first = browser.post(address(draft, "application-check"), follow=True)
    second = browser.post(address(draft, "application-check"), follow=True)

    assert ApplicationVersion.objects.count() == 1
    assert first.redirect_chain[-1] == second.redirect_chain[-1]
    assert mails() == [("initiatives/application_received", applicant.email)]
    reloaded = browser.get(address(draft, "application-check"), follow=True)
    assert reloaded.redirect_chain[-1] == second.redirect_chain[-1]


def test_check_of_an_incomplete_application_sends_nothing(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    draft.audience = [Audience.CHILDREN]
    draft.save()

    page = sign_in(applicant).post(address(draft, "application-check"))

    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT
    assert "Ansøgningen er ikke sendt" in page.content.decode()
    assert "Bekræft, at I indhenter børneattester" in page.content.decode()


@pytest.mark.parametrize("name", ["application-check", "application-receipt"])
def test_check_and_receipt_of_another_s_are_not_found(
    sign_in: SignIn, draft: Application, stranger: User, name: str
) -> None:
    assert sign_in(stranger).get(address(draft, name)).status_code == 404


def test_receipt_before_sending_leads_to_the_check(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    answer = sign_in(applicant).get(address(draft, "application-receipt"))

    assert answer.headers["Location"] == address(draft, "application-check")


def test_second_idea_in_the_same_round_meets_the_draft_there_is_and_is_told_so(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    second = led_by(applicant)
    choice = {"round": draft.funding_round.public_id, "initiative": second.public_id}
    page = sign_in(applicant).post(START, choice, follow=True).content.decode()
    assert "Du har allerede en kladde i runden." in page
    assert Application.objects.get() == draft
