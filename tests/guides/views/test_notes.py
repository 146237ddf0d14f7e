"""The screens of a note: logged, kept, put right, and read by whom it is for."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guides.enums import CaseOutcome, CaseStatus, NoteKind, NoteVisibility
from guides.models import Case, CaseNote, CommunityGuide, NoteDraft
from guides.models.note import CORRECTION
from initiatives.enums import ApplicationStatus
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import AppointmentFactory, CaseFactory, guide_in
from tests.factories.initiatives import application, led_by

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def own(guide: CommunityGuide, applicant: User, neighbourhood: Neighbourhood) -> Case:
    """A course of the guide's with a citizen who has an account."""
    initiative = led_by(applicant, neighbourhood=neighbourhood, title="Delekasse")
    return CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)


def _url(name: str, row: Case | CaseNote) -> str:
    return reverse(f"guides:{name}", args=[row.public_id])


def _note(**changes: Any) -> dict[str, Any]:
    return {
        "token": uuid4(),
        "kind": NoteKind.CALL,
        "text": "Vi talte sammen.",
        "next_step": "Ring igen",
        "next_step_in": "7",
        "visibility": NoteVisibility.ORGANISATION,
        "minutes": "",
    } | changes


def _written(case: Case, **fields: Any) -> CaseNote:
    told = {
        "kind": NoteKind.CALL,
        "text": "Så laden.",
        "author": case.guide.user if case.guide else None,
    }
    return CaseNote.objects.create(case=case, **(told | fields))


# --- Logged ------------------------------------------------------------------------------------


def test_note_is_written_with_its_next_step(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    answer = sign_in(guide.user).post(_url("case-note", own), _note(minutes="15"), follow=True)

    assert "Notatet er gemt." in answer.content.decode()
    note = own.notes.get()
    assert (note.text, note.minutes, note.author) == ("Vi talte sammen.", 15, guide.user)
    own.refresh_from_db()
    assert own.next_step == "Ring igen"
    assert own.next_step_on == timezone.localdate() + datetime.timedelta(days=7)


def test_note_form_sent_twice_is_one_note(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser, told = sign_in(guide.user), _note()

    for _ in range(2):
        assert browser.post(_url("case-note", own), told).status_code == 302

    assert own.notes.count() == 1


def test_note_with_mistakes_comes_back_with_all_that_was_typed(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    told = _note(text="Hendes nummer er 010203-1234", minutes="mange", visibility="")

    page = sign_in(guide.user).post(_url("case-note", own), told).content.decode()

    assert "Fjern CPR-nummeret" in page
    assert "Skriv et helt tal" in page
    assert "Vælg, hvem der må læse notatet" in page
    assert "Hendes nummer er 010203-1234" in page
    assert str(told["token"]) in page
    assert not own.notes.exists()


def test_note_on_a_closed_course_comes_back_with_the_reason(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    own.status, own.outcome, own.closed_at = "CLOSED", CaseOutcome.DROPPED, timezone.now()
    own.save()

    page = sign_in(guide.user).post(_url("case-note", own), _note()).content.decode()

    assert "Forløbets status er »Afsluttet«" in page
    assert "Vi talte sammen." in page


@pytest.mark.parametrize(
    ("kind", "minutes"), [("CALL", 10), ("MEETING", 45), ("VISIT", 60), ("MAIL", 5)]
)
def test_contact_without_minutes_counts_as_its_kind_usually_does(
    sign_in: SignIn, own: Case, guide: CommunityGuide, kind: str, minutes: int
) -> None:
    sign_in(guide.user).post(_url("case-note", own), _note(kind=kind))
    assert own.notes.get().minutes == minutes


def test_form_asks_four_things_and_begins_with_what_is_likely(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    page = browser.get(_url("case-note", own)).content.decode()
    assert 'value="CALL" checked' in page
    assert page.count("<legend") + page.count("<textarea") <= 5  # and the next step's own day

    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    AppointmentFactory.create(case=own, starts_at=now - hour, ends_at=now + hour)
    assert 'value="MEETING" checked' in browser.get(_url("case-note", own)).content.decode()


def test_day_alone_moves_the_step_that_stands_there(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    told = _note(next_step="", next_step_in="1")
    page = browser.post(_url("case-note", own), told).content.decode()
    assert "Skriv, hvad du gør næste gang" in page

    Case.objects.filter(pk=own.pk).update(next_step="Ring til Åse")
    browser.post(_url("case-note", own), told)

    own.refresh_from_db()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert (own.next_step, own.next_step_on) == ("Ring til Åse", tomorrow)


def test_form_says_by_name_who_will_read_it(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    page = sign_in(guide.user).get(_url("case-note", own)).content.decode()
    assert f"Kun {guide.organisation}" in page
    assert "Også kommunens sagsbehandler" in page
    assert "Også gruppen og kommunens sagsbehandler" in page


# --- Kept while one types ----------------------------------------------------------------------


def test_draft_is_kept_shown_again_and_sent_as_one_note(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser, told = sign_in(guide.user), _note(text="Halvt sk", kind="VISIT")
    kept = browser.post(_url("note-draft", own), told, headers=SCRIPT)
    assert kept.json()["refused_fields"] == []

    page = browser.get(_url("case-note", own)).content.decode()
    assert "Halvt sk" in page
    assert str(told["token"]) in page
    assert 'value="VISIT" checked' in page
    assert (
        "Du har et notat, der ikke er sendt."
        in browser.get(_url("case-detail", own)).content.decode()
    )

    sent = browser.post(_url("case-note", own), told | {"text": "Helt skrevet"}, headers=SCRIPT)
    assert sent.json() == {"url": _url("case-detail", own)}
    late = browser.post(_url("note-draft", own), told, headers=SCRIPT)
    assert (late.status_code, late.json()["is_sent"]) == (409, True)
    assert own.notes.get().text == "Helt skrevet"
    assert not NoteDraft.objects.exists()


def test_draft_keeps_all_but_the_field_with_a_cpr_number(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    told = _note(text="Hun er 010203-1234", next_step="Ring igen")
    answer = sign_in(guide.user).post(_url("note-draft", own), told, headers=SCRIPT)
    assert answer.json()["refused_fields"] == ["Notat"]
    kept = NoteDraft.objects.get().answers
    assert "text" not in kept
    assert kept["next_step"] == "Ring igen"


def test_draft_is_no_others_and_can_be_thrown_away(
    sign_in: SignIn, own: Case, guide: CommunityGuide, other_guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    browser.post(_url("note-draft", own), _note(text="Fortroligt"), headers=SCRIPT)
    outside = sign_in(other_guide.user)
    assert outside.post(_url("note-draft", own), _note(), headers=SCRIPT).status_code == 404

    Case.objects.filter(pk=own.pk).update(guide=other_guide)
    assert "Fortroligt" not in outside.get(_url("case-note", own)).content.decode()
    Case.objects.filter(pk=own.pk).update(guide=guide)

    assert browser.post(_url("note-draft", own), {"drop": "1"}).status_code == 302
    assert not NoteDraft.objects.exists()


def test_draft_without_our_token_is_not_kept(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    answer = sign_in(guide.user).post(_url("note-draft", own), _note(token="x"), headers=SCRIPT)
    assert answer.status_code == 422
    assert not NoteDraft.objects.exists()


def test_script_is_told_of_mistakes_and_the_page_shows_them(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    browser = sign_in(guide.user)
    assert browser.post(_url("case-note", own), _note(text=""), headers=SCRIPT).status_code == 422
    assert "Skriv et notat" in browser.post(_url("case-note", own), _note(text="")).content.decode()


def test_each_account_has_a_key_and_a_place_of_its_own(
    sign_in: SignIn, own: Case, guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    def marks(user: User) -> set[str]:
        page = sign_in(user).get(_url("case-note", own)).content.decode()
        return {page.split(f'{name}="')[1].split('"')[0] for name in ("note-key", "note-place")}

    first = marks(guide.user)
    assert first == marks(guide.user)  # also in a new session: what waits is found again
    colleague = guide_in(neighbourhood)
    Case.objects.filter(pk=own.pk).update(guide=colleague)
    assert not first & marks(colleague.user)


# --- Put right, and opened ---------------------------------------------------------------------


def test_new_note_is_corrected_and_shows_what_stood_there(
    sign_in: SignIn, own: Case, guide: CommunityGuide
) -> None:
    note, browser = _written(own), sign_in(guide.user)
    assert "Så laden." in browser.get(_url("note-correct", note)).content.decode()

    told = {"kind": "VISIT", "text": "Så laden og haven.", "minutes": ""}
    page = browser.post(_url("note-correct", note), told, follow=True).content.decode()

    assert "Notatet er rettet." in page
    assert "Så laden og haven." in page
    assert "Så laden.</p>" in page  # folded away, but there


def test_old_note_is_replaced_and_stays(sign_in: SignIn, own: Case, guide: CommunityGuide) -> None:
    note, browser = _written(own), sign_in(guide.user)
    CaseNote.objects.filter(pk=note.pk).update(written_at=timezone.now() - CORRECTION)
    answer = browser.get(_url("note-correct", note))
    assert answer["Location"] == _url("note-replace", note)
    assert "Så laden." in browser.get(_url("note-replace", note)).content.decode()

    page = browser.post(
        _url("note-replace", note), _note(text="Så haven."), follow=True
    ).content.decode()

    assert "Erstattet" in page
    assert "Så laden." in page
    assert "Så haven." in page
    assert browser.get(_url("note-replace", note))["Location"] == _url("case-detail", own)
    late = {"kind": "CALL", "text": "Nej", "minutes": ""}
    assert "erstattet af et nyt" in browser.post(_url("note-correct", note), late).content.decode()


def test_note_is_opened_to_the_group_and_not_taken_back_once_read(
    sign_in: SignIn, own: Case, guide: CommunityGuide, applicant: User
) -> None:
    note, browser = _written(own), sign_in(guide.user)
    sent = application(by=applicant, initiative=own.initiative)
    browser.post(_url("note-readers", note), {"visibility": "CITIZEN"})
    page = reverse("initiatives:application-detail", args=[sent.public_id])
    assert "Så laden." in sign_in(applicant).get(page).content.decode()

    told = {"visibility": "ORGANISATION"}
    answer = browser.post(_url("note-readers", note), told).content.decode()

    assert "Notatet er læst af andre." in answer
    assert CaseNote.objects.get(pk=note.pk).visibility == NoteVisibility.CITIZEN


# --- Three levels, each reader -----------------------------------------------------------------

LEVELS = {level: f"ORD-{level}" for level in NoteVisibility}
READS: dict[str, set[str]] = {
    "guide": set(LEVELS),
    "caseworker": {"CASEWORKER", "CITIZEN"},
    "approver": {"CASEWORKER", "CITIZEN"},
    "applicant": {"CITIZEN"},
    "other_guide": set(),
    "stranger": set(),
    "editor": set(),
}


@pytest.mark.parametrize("reader", sorted(READS))
def test_note_is_on_the_screens_of_its_level_and_no_others(
    request: pytest.FixtureRequest,
    sign_in: SignIn,
    own: Case,
    applicant: User,
    reader: str,
) -> None:
    for level, word in LEVELS.items():
        _written(own, text=word, visibility=level)
    sent = application(
        by=applicant, initiative=own.initiative, status=ApplicationStatus.UNDER_REVIEW
    )
    found = request.getfixturevalue(reader)
    browser = sign_in(getattr(found, "user", found))
    screens = [
        _url("case-detail", own),
        reverse("initiatives:initiative-detail", args=[own.initiative.public_id]),
        reverse("initiatives:application-detail", args=[sent.public_id]),
        reverse("initiatives:casework-detail", args=[sent.public_id]),
        reverse("initiatives:casework-list") + "?q=ORD",
        reverse("initiatives:messages", args=[sent.public_id]),
        reverse("overview"),
    ]
    read = {
        level
        for address in screens
        for level, word in LEVELS.items()
        if word.encode() in browser.get(address).content
    }
    copy = browser.get(reverse("initiatives:application-copy", args=[sent.public_id]))
    text = b"".join(copy) if copy.streaming else copy.content
    assert not any(word.encode() in text for word in LEVELS.values())
    assert read == READS[reader]
