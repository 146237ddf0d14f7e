"""One's own copy and the empty form: all that the screens have, on paper."""

import datetime
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from initiatives.enums import ApplicationStatus
from initiatives.forms.applicant import STEPS
from initiatives.models import BudgetLine
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.files import attached
from tests.factories.initiatives import FundingRoundFactory, application
from tests.factories.questions import EVERY_KIND, round_asking

SignIn = Callable[[User], Client]
DRAFT = ApplicationStatus.DRAFT


def reader(answer: HttpResponseBase) -> PdfReader:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def copy_of(client: Client, row: object, locale: str = "") -> HttpResponseBase:
    address = reverse("initiatives:application-copy", args=[row.public_id])  # type: ignore[attr-defined]
    return client.get(f"{locale}{address}")


def test_copy_holds_all_that_was_answered(
    applicant: User, caseworker: User, sign_in: SignIn, private_files: object
) -> None:
    row = application(by=applicant, extra_answers={"q-short_text": "Gården #1 <b>"},
                      funding_round=round_asking(ceiling=Decimal(90000)))  # fmt: skip
    row.initiative.description = "Ord uden ende og ø. " * 74
    row.initiative.save()
    for number in range(1, 15):
        BudgetLine.objects.create(
            application=row, position=number, text=f"Ting nr. {number} #f({number})", amount=100
        )
    attached(row, name="skitse.png")
    pdf = reader(copy_of(sign_in(applicant), row))
    text = text_of(pdf)
    assert len(pdf.pages) > 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for part in [
        row.initiative.number, row.initiative.title, "Vi mangler et sted at mødes.",
        "Ting nr. 14 #f(14)", "6.400 kr.", "skitse.png", "Gården #1 <b>", "En gruppe af borgere",
        EVERY_KIND[0]["value"]["label"], f"Side 1 af {len(pdf.pages)}",
    ]:  # fmt: skip
        assert part in text
    assert text.count("Ord uden ende og ø.") == 74
    assert "Kladde" not in text
    assert not AuditEvent.objects.filter(action="initiatives.application_read").exists()
    copy_of(sign_in(caseworker), row)
    assert AuditEvent.objects.filter(action="initiatives.application_read").count() == 1


def test_copy_of_a_draft_says_that_it_is_not_sent(
    applicant: User, caseworker: User, sign_in: SignIn
) -> None:
    row = application(by=applicant, status=DRAFT)
    row.initiative.title = ""
    row.initiative.save()
    assert "Kladde – ikke sendt" in text_of(reader(copy_of(sign_in(applicant), row)))
    assert copy_of(sign_in(caseworker), row).status_code == 404
    with translation.override("da"):  # a request leaves its language behind
        english = reader(copy_of(sign_in(applicant), row, "/en"))
    assert english.trailer["/Root"]["/Lang"] == "en"


def test_empty_form_asks_what_the_screens_ask(client: Client, db: None) -> None:
    row = round_asking(ceiling=Decimal(20000))
    pdf = reader(client.get(reverse("initiatives:application-empty-form", args=[row.public_id])))
    text = text_of(pdf)
    asked = [field for form in STEPS for field in form.asked(row).values()]
    assert len(asked) > 30
    for field in asked:
        assert " ".join(str(field.label).split()) in text
    for question in EVERY_KIND:
        assert question["value"]["label"] in text
    for part in ["Børn under 15 år", "Indenfor", "20.000 kr.", "Underskrift", "CPR-nummer"]:
        assert part in text
    assert "Hvad skal bruges" not in text
    root = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("ended", [True, False])
def test_only_an_open_round_has_a_form(client: Client, db: None, *, ended: bool) -> None:
    day = timezone.localdate()
    days = {"closes_on": day - datetime.timedelta(days=1)} if ended else {}
    row = FundingRoundFactory.create(
        opens_on=day - datetime.timedelta(days=30 if ended else -1), **days
    )
    address = reverse("initiatives:application-empty-form", args=[row.public_id])
    assert client.get(address).status_code == 404
