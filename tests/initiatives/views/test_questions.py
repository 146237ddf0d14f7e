"""The round's own questions: asked, refused, kept, shown, frozen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from initiatives.actions import applications, files
from initiatives.enums import ApplicationStatus
from initiatives.models import AnswerAuthor, Application
from initiatives.queries import fingerprint, missing
from portal.users.models import User
from tests.factories.files import small_png
from tests.factories.initiatives import application
from tests.factories.questions import EVERY_KIND, question, round_asking

SignIn = Callable[[User], Client]

GOOD = {
    "q-short_text": "Bøgegården",
    "q-long_text": "Åse\r\nog Øjvind",
    "q-number": "1.200",
    "q-choice": "Udenfor",
    "q-choices": ["Borde", "Telt"],
    "q-date": "12/03/2027",
    "q-yes_no": "no",
}
KEPT = {
    "q-short_text": "Bøgegården",
    "q-long_text": "Åse\nog Øjvind",
    "q-number": 1200,
    "q-choice": "Udenfor",
    "q-choices": ["Borde", "Telt"],
    "q-date": "2027-03-12",
    "q-yes_no": False,
}
TOLD = ["Bøgegården", "Åse<br>og Øjvind", "1200", "Udenfor", "Borde, Telt", "12. marts 2027", "Nej"]


@pytest.fixture
def draft(applicant: User, private_files: Path) -> Application:
    """A draft with every answer but those to the round's own questions, one of each kind."""
    return application(status=ApplicationStatus.DRAFT, by=applicant, funding_round=round_asking())


def address(row: Application, name: str = "application-step", *args: Any) -> str:
    given = args or (("extra-questions",) if name == "application-step" else ())
    return reverse(f"initiatives:{name}", args=[row.public_id, *given])


def picture(name: str = "gården.png", colour: str = "seagreen") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_png(colour))


def ask_instead(row: Application, *questions: dict[str, Any]) -> None:
    """Change the round behind everybody's back."""
    row.funding_round.extra_questions = json.dumps(questions)
    row.funding_round.save()


def test_questions_of_every_kind_are_asked_kept_shown_and_frozen(
    sign_in: SignIn,
    draft: Application,
    applicant: User,
    caseworker: User,
    django_assert_max_num_queries: Any,
) -> None:
    browser = sign_in(applicant)
    page = browser.get(address(draft)).content.decode()
    assert "Trin 7 af 8" in page
    for asked in EVERY_KIND:
        assert asked["value"]["label"] in page
    assert "Bare fornavne." in page
    assert 'data-maxlength="300"' in page
    assert "(frivilligt)" not in page
    assert 'enctype="multipart/form-data"' in page

    posted = {**GOOD, "q-file": picture(), "next": "1"}
    answer = browser.post(address(draft), posted)
    assert answer.headers["Location"] == address(draft, "application-step", "about-you")
    draft.refresh_from_db()
    stored = draft.files.get().stored_file
    assert draft.extra_answers == KEPT | {"q-file": str(stored.public_id)}
    authors = AnswerAuthor.objects.filter(application=draft, author=applicant)
    assert {row.field for row in authors} == {asked["id"] for asked in EVERY_KIND}

    with django_assert_max_num_queries(15):
        again = browser.get(address(draft)).content.decode()
    for shown in ('value="Bøgegården"', 'value="1200"', 'value="12/03/2027"', "gården.png"):
        assert shown in again
    assert again.count(" checked") == 4

    check = browser.get(address(draft, "application-check")).content.decode()
    for text in [*TOLD, "gården.png"]:
        assert text in check
    browser.post(address(draft, "application-check"))

    version = draft.versions.get()
    frozen = version.answers["extra_questions"]
    assert [row["question"] for row in frozen] == [row["value"]["label"] for row in EVERY_KIND]
    assert frozen[-1]["answer"] == {"name": "gården.png", "sha256": stored.sha256}
    assert version.sha256 == fingerprint(version.answers)

    ask_instead(draft, question("short_text", "Noget helt andet?"))
    group = browser.get(address(draft, "application-detail")).content.decode()
    case = sign_in(caseworker).get(address(draft, "casework-detail")).content.decode()
    for place in (group, case):
        for text in [*TOLD, "gården.png", "Hvor skal det være?"]:
            assert text in place
        assert "Noget helt andet?" not in place


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("q-short_text", "x" * 201, "Du har skrevet 1 tegn for meget"),
        ("q-short_text", "0101901234", "Fjern CPR-nummeret"),
        ("q-long_text", "x" * 301, "Du har skrevet 1 tegn for meget"),
        ("q-long_text", "Mit nummer er 010190-1234", "Fjern CPR-nummeret"),
        ("q-number", "mange", "Skriv et helt tal"),
        ("q-number", "1,5", "Skriv et helt tal"),
        ("q-number", "-4", "Skriv et tal, der er mindst 0"),
        ("q-number", "0101901234", "Fjern CPR-nummeret"),
        ("q-choice", "På månen", "Vælg en af mulighederne på listen"),
        ("q-choices", ["Borde", "Raket"], "Vælg en af mulighederne på listen"),
        ("q-date", "32/13/2027", "Skriv datoen som dag/måned/år, fx 12/03/2027"),
        ("q-yes_no", "måske", "Vælg en af mulighederne på listen"),
        ("q-file", b"GIF89a", "Vi kan ikke åbne filen. Brug pdf, jpg, png, heic eller docx."),
        ("q-file", b"", "Filen er tom. Vælg en anden fil."),
    ],
)
def test_faulty_answer_is_told_at_its_field_and_the_others_are_kept(
    sign_in: SignIn, draft: Application, applicant: User, name: str, value: Any, sentence: str
) -> None:
    given = SimpleUploadedFile("a.gif", value) if isinstance(value, bytes) else value
    posted = {**GOOD, "q-file": picture(), "next": "1", name: given}

    page = sign_in(applicant).post(address(draft), posted).content.decode()

    assert f'id="id_{name}_error"><span class="sr-only">Fejl: </span>{sentence}' in page
    assert f'href="#id_{name}' in page
    draft.refresh_from_db()
    others = {other: answer for other, answer in KEPT.items() if other != name}
    assert {other: draft.extra_answers.get(other) for other in others} == others
    assert draft.extra_answers.get(name) is None
    # The file is there although another answer is faulty, and is shown.
    assert ("gården.png" in page) == (name != "q-file") == draft.files.exists()


def test_what_is_not_optional_is_demanded_before_sending_with_a_link_to_it(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    ask_instead(
        draft,
        *EVERY_KIND,
        question("date", "Hvornår ellers?", is_optional=True) | {"id": "q-maybe"},
    )
    browser = sign_in(applicant)

    assert len(missing(draft)) == len(EVERY_KIND)
    page = browser.get(address(draft, "application-check")).content.decode()
    assert f"Svar på {len(EVERY_KIND)} spørgsmål under »Rundens spørgsmål«" in page
    draft.extra_answers = {name: said for name, said in KEPT.items() if name != "q-yes_no"}
    draft.save()

    page = browser.get(address(draft, "application-check")).content.decode()

    assert "Svar på »Har I en nøgle?«" in page
    assert f'href="{address(draft)}?check=1#id_q-yes_no_0"' in page
    assert "Læg en fil op under »Tegning af gården«" in page
    assert f'href="{address(draft)}?check=1#id_q-file"' in page
    assert "under »Hvornår ellers?«" not in page
    assert browser.get(address(draft)).content.decode().count("(frivilligt)") == 1
    browser.post(address(draft, "application-check"))
    draft.refresh_from_db()
    assert draft.status == ApplicationStatus.DRAFT


def test_round_without_questions_has_seven_steps(sign_in: SignIn, applicant: User) -> None:
    plain = application(status=ApplicationStatus.DRAFT, by=applicant)
    browser = sign_in(applicant)

    assert browser.get(address(plain)).status_code == 404
    assert browser.post(address(plain), GOOD).status_code == 404
    page = browser.get(address(plain, "application-step", "permits")).content.decode()
    assert "Trin 6 af 7" in page
    assert "Rundens spørgsmål" not in page
    on = browser.post(address(plain, "application-step", "permits"), {"next": "1"})
    assert on.headers["Location"] == address(plain, "application-step", "about-you")


def test_permits_lead_to_the_round_s_questions_and_back(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    on = browser.post(address(draft, "application-step", "permits"), {"next": "1"})
    back = browser.post(address(draft, "application-step", "about-you"), {"back": "1"})
    assert on.headers["Location"] == back.headers["Location"] == address(draft)


def test_file_that_answers_is_replaced_removed_and_counted_with_the_others(
    sign_in: SignIn, draft: Application, applicant: User
) -> None:
    browser = sign_in(applicant)
    browser.post(address(draft), {"q-file": picture("første.png")})
    browser.post(address(draft), {"q-file": picture("anden.png", "orange")})
    row = draft.files.get()
    assert row.stored_file.name == "anden.png"

    permits = browser.get(address(draft, "application-step", "permits")).content.decode()
    assert "anden.png" in permits
    remove = address(draft, "application-file-remove", row.stored_file.public_id)
    assert f'formaction="{remove}"' in browser.get(address(draft)).content.decode()
    answer = browser.post(remove, {"with-answers": "extra-questions", "q-short_text": "Elmegården"})
    assert answer.headers["Location"] == address(draft)
    draft.refresh_from_db()
    assert draft.extra_answers["q-short_text"] == "Elmegården"
    assert draft.extra_answers["q-file"] is None
    assert not draft.files.exists()

    for number in range(files.MOST_FILES):
        data = small_png(f"#00000{number}")
        files.add(draft.pk, data=data, name=f"{number}.png", by=applicant)
    page = browser.post(address(draft), {"q-file": picture()}).content.decode()
    assert "I har allerede lagt 5 filer op" in page


def test_file_of_no_question_is_refused_by_the_action(draft: Application, applicant: User) -> None:
    with pytest.raises(ValueError, match="Not of step"):
        files.answer(draft.pk, question_id="q-other", data=small_png(), name="a.png", by=applicant)


def test_cpr_number_that_slipped_in_is_stopped_before_it_is_frozen(
    draft: Application, applicant: User
) -> None:
    answers = {"q-short_text": "010190-1234"}
    row = applications.save_step(draft.pk, step="extra-questions", answers=answers, by=applicant)
    assert ("q-short_text", "Fjern CPR-nummeret") in [
        (problem.field, problem.message) for problem in missing(row)
    ]
