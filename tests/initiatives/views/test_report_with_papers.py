"""The report's money, receipts and pictures: kept at once, whatever else is wrong on the page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import CommunityGuide
from initiatives.actions.award_files import MOST_FILES
from initiatives.enums import AwardStatus
from initiatives.models import Award, AwardFile, BudgetLine, Payment, Report, ReportDraft
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.files import small_png, stored
from tests.factories.guides import CaseFactory
from tests.initiatives.views.conftest import Granted
from tests.initiatives.views.test_report import ANSWERS, address

SignIn = Callable[[User], Client]


@pytest.fixture
def small(granted: Granted, private_files: Path) -> Award:
    """An award that asks for the short report."""
    return granted(AwardStatus.RUNNING)


@pytest.fixture
def large(small: Award) -> Award:
    """An award that is accounted for line by line: 5.000 kr. where 4.000 is the limit."""
    funding_round = small.application.funding_round
    funding_round.short_report_up_to = Decimal("4000.00")
    funding_round.save()
    return small


def photo(name: str = "bon.png", colour: str = "seagreen") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_png(colour), content_type="image/png")


def file_address(row: AwardFile, name: str = "award-file") -> str:
    public_id = row.award.application.public_id
    return reverse(f"initiatives:{name}", args=[public_id, row.stored_file.public_id])


def put(award: Award, **fields: Any) -> AwardFile:
    by = award.application.applicant
    values = {"kind": "RECEIPT", "stored_file": stored(by), "added_by": by} | fields
    return AwardFile.objects.create(award=award, **values)


def lines_of(award: Award, spent: str = "5000") -> dict[str, str]:
    """What the page posts for an award told of line by line."""
    posted = {name: text for name, text in ANSWERS.items() if name != "amount_spent"}
    line = award.application.budget_lines.all()[0]
    return posted | {f"line-{line.pk}-amount": spent, "extra-rows": "1"}


def test_receipts_and_picture_survive_a_faulty_field_and_arrive_with_the_report(
    sign_in: SignIn, small: Award, applicant: User, mails: Mails
) -> None:
    browser = sign_in(applicant)
    papers: dict[str, Any] = {
        "receipt-upload": [photo(), photo("bon2.png", "teal")],
        "picture-upload": photo("fest.png", "plum"),
        "picture-alt_text": "Folk ved et langbord",
        "picture-may_be_shown": "on",
    }

    faulty = browser.post(address(small), ANSWERS | papers | {"participants": "mange"})

    assert "Skriv, hvor mange der kom, fx 40" in faulty.content.decode()
    assert not Report.objects.exists()
    shown = faulty.content.decode()
    assert all(name in shown for name in ("bon.png", "bon2.png", "fest.png", "må vises"))

    receipt = browser.post(address(small), ANSWERS, follow=True).content.decode()
    assert "Tak for jeres afrapportering" in receipt
    assert "Folk ved et langbord" in receipt
    kinds = small.files.order_by("kind").values_list("kind", flat=True)
    assert list(kinds) == ["PICTURE", "RECEIPT", "RECEIPT"]
    assert small.files.get(kind="PICTURE").consent_at is not None
    assert [template for template, _ in mails()].count("initiatives/report_received") == 1


def test_sum_is_filled_in_and_unused_money_is_told(
    sign_in: SignIn, small: Award, applicant: User, caseworker: User, payer: User
) -> None:
    browser = sign_in(applicant)
    Payment.objects.create(
        award=small, amount=small.amount, status="PAID", paid_on="2026-11-01", recorded_by=payer
    )
    assert 'name="amount_spent" value="5.000"' in browser.get(address(small)).content.decode()

    receipt = browser.post(address(small), ANSWERS | {"amount_spent": "4.600,50"}, follow=True)

    text = receipt.content.decode()
    assert "I har 399,50\u00a0kr. tilbage." in text
    assert "Kommunen skriver til jer om at betale tilbage." in text
    case = sign_in(caseworker).get(address(small, "casework-detail")).content.decode()
    assert "Gruppen skal betale 399,50\u00a0kr. tilbage" in case
    assert address(small, "casework-demand-repayment") in case


def test_small_rest_is_not_asked_back(
    sign_in: SignIn, small: Award, applicant: User, caseworker: User, payer: User
) -> None:
    Payment.objects.create(
        award=small, amount=small.amount, status="PAID", paid_on="2026-11-01", recorded_by=payer
    )
    browser = sign_in(applicant)
    receipt = browser.post(address(small), ANSWERS | {"amount_spent": "4.900"}, follow=True)
    assert "I har 100\u00a0kr. tilbage." in receipt.content.decode()
    assert "betale tilbage" not in receipt.content.decode()
    case = sign_in(caseworker).get(address(small, "casework-detail")).content.decode()
    assert "Gruppen skal betale" not in case


def test_larger_award_is_told_of_line_by_line(
    sign_in: SignIn, large: Award, applicant: User, caseworker: User
) -> None:
    browser = sign_in(applicant)
    page = browser.get(address(large)).content.decode()
    assert "Jord og brædder" in page
    assert 'name="amount_spent"' not in page
    posted = lines_of(large, "4.200,50")

    # Without scripts a row is added by the server, and the sums with it.
    page = browser.post(address(large), posted | {"add-line": "1"}, follow=True).content.decode()
    assert 'name="extra-1-text"' in page
    assert "<output data-total>4.200,50\u00a0kr.</output>" in page
    assert "<output data-left>799,50\u00a0kr.</output>" in page

    half = posted | {"extra-rows": "2", "extra-1-text": "Leje af trailer"}
    assert "Skriv et beløb, fx 450" in browser.post(address(large), half).content.decode()
    browser.post(address(large), half | {"extra-1-amount": "300"})

    report = Report.objects.get()
    assert report.amount_spent == Decimal("4500.50")
    told = [(line.text, line.amount_budgeted, line.amount_spent) for line in report.lines.all()]
    assert told == [
        ("Jord og brædder", Decimal("5000.00"), Decimal("4200.50")),
        ("Leje af trailer", Decimal("0.00"), Decimal("300.00")),
    ]
    case = sign_in(caseworker).get(address(large, "casework-detail")).content.decode()
    assert "Leje af trailer" in case
    assert "799,50\u00a0kr." in case


def test_each_post_of_the_budget_needs_its_amount(
    sign_in: SignIn, large: Award, applicant: User
) -> None:
    page = sign_in(applicant).post(address(large), lines_of(large, "")).content.decode()
    assert "Skriv et beløb, fx 450 eller 450,50. Skriv 0, hvis I ikke brugte noget" in page
    assert not Report.objects.exists()


def test_half_told_report_is_there_when_one_comes_back(
    sign_in: SignIn, small: Award, applicant: User
) -> None:
    posted = ANSWERS | {"participants": "ca. 40", "advice": "Ring 010190-1234", "close": "1"}
    page = sign_in(applicant).post(address(small), posted, follow=True).content.decode()
    assert "Den er ikke sendt." in page

    back = sign_in(applicant).get(address(small)).content.decode()
    assert ANSWERS["what_happened"] in back
    assert 'value="ca. 40"' in back
    assert "Gemt " in back
    assert "010190-1234" not in str(ReportDraft.objects.get().answers)

    saved = sign_in(applicant).post(address(small), {**ANSWERS, "autosave": "1"})
    assert saved.json()["saved"].startswith("kl. ")
    signed_out = Client().post(address(small), {**ANSWERS, "autosave": "1"})
    assert signed_out.status_code == 401
    assert "/account/login/" in signed_out.json()["signed_out"]
    assert not Report.objects.exists()
    sign_in(applicant).post(address(small), ANSWERS)
    assert not ReportDraft.objects.exists()


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"add-receipt": "1"}, "Vælg en fil"),
        ({"receipt-upload": SimpleUploadedFile("a.txt", b"hej")}, "Vi kan ikke åbne filen."),
        ({"picture-upload": photo("uden-ord.png")}, "Skriv, hvad billedet viser"),
    ],
)
def test_refused_file_is_explained_and_the_rest_is_kept(
    sign_in: SignIn, small: Award, applicant: User, posted: dict[str, Any], sentence: str
) -> None:
    page = sign_in(applicant).post(address(small), ANSWERS | posted).content.decode()
    assert sentence in page
    assert ANSWERS["what_happened"] in page
    assert not AwardFile.objects.exists()
    assert not Report.objects.exists()


def test_file_is_removed_after_one_more_question_and_what_was_typed_is_kept(
    sign_in: SignIn, small: Award, applicant: User
) -> None:
    row, browser = put(small), sign_in(applicant)
    asked = browser.post(file_address(row, "award-file-remove"), ANSWERS).content.decode()
    assert "Vil du fjerne filen?" in asked
    assert AwardFile.objects.exists()

    browser.post(file_address(row, "award-file-remove"), {"confirmed": "1"})
    assert not AwardFile.objects.exists()
    assert ANSWERS["what_happened"] in browser.get(address(small)).content.decode()


def test_no_more_files_than_there_is_room_for(
    sign_in: SignIn, small: Award, applicant: User
) -> None:
    for number in range(MOST_FILES):
        put(small, stored_file=stored(applicant, name=f"bon{number}.png", sha256=f"{number:064}"))
    page = sign_in(applicant).post(
        address(small), ANSWERS | {"receipt-upload": photo(), "add-receipt": "1"}
    )
    assert "I har allerede lagt 20 filer op." in page.content.decode()
    assert AwardFile.objects.count() == MOST_FILES


def test_files_go_to_group_guide_and_case_staff_and_the_log_says_who_fetched(
    sign_in: SignIn,
    small: Award,
    applicant: User,
    caseworker: User,
    stranger: User,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
) -> None:
    row = put(small)
    CaseFactory.create(initiative=small.application.initiative, guide=guide)
    for nobody in (stranger, other_guide.user):
        assert sign_in(nobody).get(file_address(row)).status_code == 404
    for somebody in (applicant, caseworker, guide.user):
        answer = sign_in(somebody).get(file_address(row))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(answer) == small_png()  # type: ignore[arg-type]
    read = AuditEvent.objects.filter(action="initiatives.application_read")
    assert {event.actor for event in read} == {caseworker, guide.user}


def test_guide_reads_the_report_and_its_papers_on_the_course(
    sign_in: SignIn, small: Award, applicant: User, guide: CommunityGuide
) -> None:
    row = put(small)
    case = CaseFactory.create(initiative=small.application.initiative, guide=guide)
    course = reverse("guides:case-detail", args=[case.public_id])
    assert "Sådan gik det" not in sign_in(guide.user).get(course).content.decode()

    sign_in(applicant).post(address(small), ANSWERS)

    page = sign_in(guide.user).get(course).content.decode()
    assert "Sådan gik det" in page
    assert ANSWERS["what_happened"] in page
    assert file_address(row) in page
    assert address(small, "report-consent") not in page


def test_page_asks_little_of_the_database_whatever_the_draft_holds(
    sign_in: SignIn, large: Award, applicant: User
) -> None:
    for number in range(14):
        BudgetLine.objects.create(
            application=large.application, position=number + 1, text=f"Post {number}", amount=10
        )
    for number in range(MOST_FILES):
        put(large, stored_file=stored(applicant, name=f"bon{number}.png", sha256=f"{number:064}"))
    browser = sign_in(applicant)
    browser.post(address(large), lines_of(large) | {"extra-rows": "10", "save": "1"})

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = browser.get(address(large))

    assert len(asked) <= 15, [query["sql"][:120] for query in asked]
    assert len(page.content) <= 100_000
