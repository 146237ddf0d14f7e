"""Answering the municipality: exactly what it asked for is open, and one is heard by right."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import answering, applications, casework
from initiatives.actions.answering import Corrections
from initiatives.enums import ApplicationStatus, Step
from initiatives.errors import AnswerLacking, NotOpened
from initiatives.models import Application
from initiatives.queries import fingerprint
from portal.audit.models import AuditEvent
from portal.users.models import User
from tests.factories.files import small_png
from tests.factories.initiatives import application
from tests.factories.questions import question, round_asking

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def address(row: Application, name: str = "application-answer") -> str:
    return reverse(f"initiatives:{name}", args=[row.public_id])


def lines(*rows: tuple[str, str]) -> dict[str, str]:
    posted = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"}
    for number, (text, amount) in enumerate(rows):
        posted |= {f"lines-{number}-text": text, f"lines-{number}-amount": amount}
    return posted


@pytest.fixture
def taken(applicant: User, caseworker: User) -> Application:
    """A case at the caseworker's, sent as the form would have sent it."""
    row = application(by=applicant, status=ApplicationStatus.DRAFT)
    applications.submit(row.pk, by=applicant)
    return casework.take_up(row.pk, by=caseworker)


@pytest.fixture
def ask(taken: Application, caseworker: User) -> Callable[..., Application]:
    """Ask the group, by the caseworker's own page, with these answers opened."""

    def _ask(sign_in: SignIn, **opened: list[str]) -> Application:
        due_on = timezone.localdate() + datetime.timedelta(days=7)
        posted: dict[str, Any] = {
            "text": "Hvem er med?\nOg hvad koster brædderne?",
            "due_on": f"{due_on:%d/%m/%Y}",
            "version": taken.version,
        }
        posted |= {f"open-{step}": names for step, names in opened.items()}
        url = reverse("initiatives:casework-request-information", args=[taken.public_id])
        answer = sign_in(caseworker).post(url, posted)
        assert answer.status_code == 302
        taken.refresh_from_db()
        return taken

    return _ask


def test_only_what_is_asked_for_is_open_and_staff_see_what_changed(
    sign_in: SignIn, ask: Callable[..., Application], applicant: User, caseworker: User
) -> None:
    row = ask(sign_in, community=["organisers"], money=["lines"])
    browser = sign_in(applicant)

    page = browser.get(address(row)).content.decode()
    assert "Og hvad koster brædderne?" in page
    assert 'name="organisers"' in page
    assert row.organisers in page  # filled in as sent
    assert 'value="Jord og brædder"' in page
    for closed in ("outreach", "title", "contact_name", "can_do_without", "upload"):
        assert f'name="{closed}"' not in page

    tampered = {"outreach": "Snydt", "title": "Snydt", "organiser_count": "99"}
    answer = browser.post(
        address(row),
        {"answer": "", "organisers": "Åse, Øjvind og Bo"}
        | lines(("Brædder", "4.000"), ("Jord", "1.500"))
        | tampered,
    )
    assert answer.status_code == 302

    row.refresh_from_db()
    assert row.status == ApplicationStatus.UNDER_REVIEW
    assert (row.organisers, row.outreach) == ("Åse, Øjvind og Bo", "Opslag i opgangene")
    assert row.initiative.title != "Snydt"
    assert row.organiser_count == 3
    assert row.amount_requested == 5500
    first, second = row.versions.all()
    assert second.sha256 == fingerprint(second.answers) != first.sha256
    assert second.answers["organisers"] == "Åse, Øjvind og Bo"
    assert row.inquiries.get().closed_at is not None
    event = AuditEvent.objects.get(action="initiatives.information_answered")
    assert event.data["changed"] == ["organisers", "lines"]

    case = sign_in(caseworker).get(reverse("initiatives:casework-detail", args=[row.public_id]))
    text = case.content.decode()
    assert "Rettet i version 2" in text
    assert text.count('href="#version-2">rettet<') == 2  # the organisers, and the budget
    change = {
        found.label: (found.before, found.after) for found in case.context["versions"][0].rows
    }
    assert change["Hvem laver det sammen?"] == ("Åse (tovholder) og Øjvind", "Åse, Øjvind og Bo")
    assert change["Budget: hvad pengene skal bruges til"] == (
        "Jord og brædder: 5.000\u00a0kr.",
        "Brædder: 4.000\u00a0kr.\nJord: 1.500\u00a0kr.",
    )
    assert set(change) == {"Hvem laver det sammen?", "Budget: hvad pengene skal bruges til"}


def test_action_refuses_an_answer_that_was_not_opened(
    sign_in: SignIn, ask: Callable[..., Application], applicant: User
) -> None:
    row = ask(sign_in, community=["organisers"])
    for step, correction in [
        (Step.COMMUNITY, Corrections({"outreach": "Snydt"})),
        (Step.MONEY, Corrections(lines=[("Snydt", row.amount_requested)])),
        (Step.TIME_AND_PLACE, Corrections(milestones=[("Snydt", None)])),
    ]:
        with pytest.raises(NotOpened):
            answering.answer_inquiry(
                row.pk, answer="Ja", corrections={step: correction}, by=applicant
            )
    row.refresh_from_db()
    assert (row.status, row.versions.count()) == (ApplicationStatus.INFORMATION_REQUESTED, 1)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        (lines(("Brædder", "20.001")), "Du kan højst søge 20.000"),
        (lines(("Brædder", "mange")), "Indtast et beløb i hele kroner"),
        (lines(("", "")), "Skriv mindst én ting, pengene skal bruges til"),
        (lines(("Ring 010190-1234", "10")), "Fjern CPR-nummeret"),
    ],
)
def test_fault_keeps_the_answer_that_was_typed_and_changes_nothing(
    sign_in: SignIn,
    ask: Callable[..., Application],
    applicant: User,
    posted: dict[str, str],
    sentence: str,
) -> None:
    row = ask(sign_in, money=["lines"])

    page = sign_in(applicant).post(address(row), {"answer": "Vi har regnet igen."} | posted)

    text = page.content.decode()
    assert page.status_code == 200
    assert sentence in text
    assert "Vi har regnet igen." in text
    row.refresh_from_db()
    assert row.status == ApplicationStatus.INFORMATION_REQUESTED
    assert [line.text for line in row.budget_lines.all()] == ["Jord og brædder"]
    assert row.versions.count() == 1


def test_answer_that_says_and_changes_nothing_is_not_sent(
    sign_in: SignIn, ask: Callable[..., Application], applicant: User
) -> None:
    row = ask(sign_in, community=["organisers"])

    page = sign_in(applicant).post(address(row), {"answer": " ", "organisers": row.organisers})

    assert page.context["form"].errors["answer"] == ["Skriv jeres svar, eller ret et af svarene"]
    row.refresh_from_db()
    assert row.status == ApplicationStatus.INFORMATION_REQUESTED


def test_answer_that_empties_what_must_be_there_is_refused_at_its_field(
    sign_in: SignIn, ask: Callable[..., Application], applicant: User
) -> None:
    row = ask(sign_in, community=["organisers"])

    page = sign_in(applicant).post(address(row), {"answer": "Ja", "organisers": " "})

    assert page.context["opened"].steps[0].errors["organisers"] == [
        "Skriv, hvem der laver det sammen"
    ]
    with pytest.raises(AnswerLacking):
        answering.answer_inquiry(
            row.pk,
            answer="Ja",
            corrections={Step.COMMUNITY: Corrections({"organisers": ""})},
            by=applicant,
        )


def test_answers_that_hang_together_are_opened_together(
    sign_in: SignIn, ask: Callable[..., Application]
) -> None:
    row = ask(sign_in, **{"time-and-place": ["ends_on"], "eligibility": ["has_begun"]})
    assert row.inquiries.get().open_fields == ["has_begun", "what_remains", "starts_on", "ends_on"]


def test_file_goes_along_with_the_answer_and_only_the_new_one_can_be_taken_away(
    sign_in: SignIn, ask: Callable[..., Application], applicant: User, private_files: Any
) -> None:
    row = ask(sign_in, permits=["files"])
    browser = sign_in(applicant)
    chosen = SimpleUploadedFile("tilbud.png", small_png(), "image/png")

    page = browser.post(
        address(row), {"answer": "Se tilbuddet", "upload": chosen, "upload-file": "1"}
    )
    assert "tilbud.png" in page.content.decode()
    assert "Se tilbuddet" in page.content.decode()
    kept = row.files.get()
    browser.post(address(row), {"answer": "", "remove-file": str(kept.stored_file.public_id)})
    assert not row.files.exists()
    chosen.seek(0)
    browser.post(address(row), {"answer": "Se tilbuddet", "upload": chosen, "send": "1"})

    row.refresh_from_db()
    assert row.status == ApplicationStatus.UNDER_REVIEW
    assert row.versions.last().answers["files"][0]["name"] == "tilbud.png"
    chosen.seek(0)
    browser.post(address(row), {"upload": chosen, "upload-file": "1"})
    assert row.files.count() == 1  # closed again


def test_late_answer_counts_until_the_caseworker_goes_on(
    sign_in: SignIn, ask: Callable[..., Application], applicant: User
) -> None:
    row = ask(sign_in)
    row.inquiries.update(due_on=timezone.localdate() - datetime.timedelta(days=2))
    browser = sign_in(applicant)

    assert "Fristen var" in browser.get(address(row)).content.decode()
    browser.post(address(row), {"answer": "Boligforeningen ejer det."})
    row.refresh_from_db()
    assert row.inquiries.get().answer == "Boligforeningen ejer det."
    # The second click of the same answer, and another one from an old tab: nothing is overwritten.
    assert browser.post(address(row), {"answer": "Boligforeningen ejer det."}).status_code == 302
    page = browser.post(address(row), {"answer": "Noget andet"})
    assert page.status_code == 409
    assert "Noget andet" in page.content.decode()
    assert row.inquiries.get().answer == "Boligforeningen ejer det."


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ({"answer": "Naboen tager fejl.", "send": "1"}, "Naboen tager fejl."),
        ({"answer": "", "no-remarks": "1"}, "Jeg har ingen bemærkninger."),
    ],
)
def test_party_is_heard_before_the_decision(
    sign_in: SignIn,
    taken: Application,
    applicant: User,
    caseworker: User,
    posted: dict[str, str],
    kept: str,
) -> None:
    """Forvaltningsloven § 19: all that was put forward is shown, with the right to answer it."""
    facts = "Naboen skriver, at pladsen er lejet ud.\nDet kan betyde et nej."
    casework.open_hearing(taken.pk, text=facts, version=taken.version, by=caseworker)
    browser = sign_in(applicant)

    for page in (browser.get(address(taken)), browser.get(address(taken, "application-detail"))):
        text = page.content.decode()
        assert "Naboen skriver, at pladsen er lejet ud.\nDet kan betyde et nej." in text
        assert "Du har ret til at udtale dig, før vi afgør sagen." in text
        assert "Svar senest" in text
        assert "Svarer du ikke, afgør vi sagen på det, vi ved." in text
    assert 'name="organisers"' not in browser.get(address(taken)).content.decode()

    browser.post(address(taken), posted)
    taken.refresh_from_db()
    assert taken.status == ApplicationStatus.UNDER_REVIEW
    assert taken.inquiries.get().answer == kept
    page = browser.get(address(taken, "application-detail"))
    assert page.context["now"].text.startswith("Vi har fået din udtalelse")


def test_empty_statement_is_not_a_statement(
    sign_in: SignIn, taken: Application, applicant: User, caseworker: User
) -> None:
    casework.open_hearing(taken.pk, text="Naboen siger nej.", version=taken.version, by=caseworker)

    page = sign_in(applicant).post(address(taken), {"answer": " ", "send": "1"})

    assert "Skriv din udtalelse, eller vælg" in page.content.decode()
    taken.refresh_from_db()
    assert taken.status == ApplicationStatus.IN_HEARING


def test_one_of_the_round_s_own_questions_is_opened_and_no_other(
    sign_in: SignIn, applicant: User, caseworker: User
) -> None:
    asked = round_asking(question("short_text", "Gårdens navn?"), question("number", "Opgange?"))
    row = application(
        by=applicant,
        status=ApplicationStatus.DRAFT,
        funding_round=asked,
        extra_answers={"q-short_text": "Solgården", "q-number": 4},
    )
    applications.submit(row.pk, by=applicant)
    row = casework.take_up(row.pk, by=caseworker)
    casework.request_information(
        row.pk,
        text="Hvad hedder gården?",
        due_on=timezone.localdate() + datetime.timedelta(days=7),
        version=row.version,
        open_fields=["q-short_text"],
        by=caseworker,
    )

    sign_in(applicant).post(address(row), {"q-short_text": "Månegården", "q-number": "9"})

    row.refresh_from_db()
    assert row.extra_answers == {"q-short_text": "Månegården", "q-number": 4}
    page = sign_in(caseworker).get(reverse("initiatives:casework-detail", args=[row.public_id]))
    (change,) = page.context["versions"][0].rows
    assert (change.label, change.before, change.after) == (
        "Gårdens navn?",
        "Solgården",
        "Månegården",
    )
