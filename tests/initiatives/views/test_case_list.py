"""The list of cases: what it finds, in what order, for whom, and what is done from it."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from guides.models import CommunityGuide
from initiatives.actions import casework
from initiatives.enums import BEFORE_DECISION, ApplicationStatus
from initiatives.models import Application, CaseRow, ImpartialityDeclaration, InitiativeMember
from initiatives.models.case_list import day_number
from initiatives.views.case_export import MOST_IN
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.guides import CaseFactory
from tests.factories.initiatives import InitiativeFactory, application
from tests.factories.users import staff

SignIn = Callable[[User], Client]
LIST = "/casework/"
Found = Callable[..., list[int]]


def one(title: str = "Højbede i gården", **fields: Any) -> Application:
    return application(initiative=InitiativeFactory.create(title=title), **fields)


def described(text: str, title: str = "Noget andet") -> Application:
    return application(initiative=InitiativeFactory.create(title=title, description=text))


@pytest.fixture
def found(sign_in: SignIn, caseworker: User) -> Found:
    browser = sign_in(caseworker)

    def _found(**wanted: Any) -> list[int]:
        return [row["pk"] for row in browser.get(LIST, wanted).context["rows"]]

    return _found


# --- What it finds -----------------------------------------------------------------------------


def test_overdue_stand_first_and_it_says_so(sign_in: SignIn, caseworker: User) -> None:
    sent = one()
    decided = one(status=ApplicationStatus.REFUSED, decided_at=timezone.now())
    late = one(status=ApplicationStatus.UNDER_REVIEW)
    Application.objects.filter(pk=late.pk).update(answer_by=datetime.date(2026, 1, 5))

    page = sign_in(caseworker).get(LIST)

    assert [row["pk"] for row in page.context["rows"]] == [late.pk, sent.pk, decided.pk]
    assert "over fristen" in page.content.decode()
    assert page.context["figures"][0]["value"] == 1


def test_every_filter_finds_its_case_alone(
    found: Found, caseworker: User, guide: CommunityGuide
) -> None:
    mine = one(amount=Decimal(9000), caseworker=caseworker)
    CaseFactory.create(initiative=mine.initiative, guide=guide)
    other = one(status=ApplicationStatus.REFUSED, decided_at=timezone.now())
    Application.objects.filter(pk=other.pk).update(submitted_at="2026-03-01T12:00:00Z")

    assert found(status="REFUSED") == [other.pk]
    assert found(status="OPEN") == [mine.pk]
    assert found(status="OVERDUE") == []
    assert found(neighbourhood=mine.initiative.neighbourhood_id) == [mine.pk]
    assert found(theme=mine.initiative.theme_id) == [mine.pk]
    assert found(funding_round=other.funding_round_id) == [other.pk]
    assert found(caseworker=caseworker.pk) == [mine.pk]
    assert found(caseworker=-1) == [other.pk]
    assert found(guide=guide.pk) == [mine.pk]
    assert found(amount_from="5.001") == [mine.pk]
    assert found(amount_to="5.000") == [other.pk]
    assert found(sent_from="01/03/2026", sent_to="01/03/2026") == [other.pk]
    assert found(sent_to="28/02/2026") == []
    assert found(sort="amount") == [mine.pk, other.pk]
    assert found(sort="oldest") == [other.pk, mine.pk]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        # PostgreSQL's own Danish configuration finds no garden: «have» is a stop word there.
        ("Vi vil anlægge en have.", "have"),
        ("Der skal være fester for alle.", "fest"),
        ("Fællesspisning i kælderen.", "FÆLLES*"),
        ("Vi maler gavlen blå.", "gavl og blå"),
    ],
)
def test_words_are_found_in_any_of_their_forms(found: Found, text: str, typed: str) -> None:
    hit = described(text)
    described("Banko hver onsdag.")

    assert found(q=typed) == [hit.pk]


def test_name_number_and_title_are_found_and_the_title_stays_current(found: Found) -> None:
    hit = one()
    Application.objects.filter(pk=hit.pk).update(contact_name="Åse Ørsted")
    one()

    assert found(q="ørsted") == [hit.pk]
    assert found(q=hit.initiative.number.lower()) == [hit.pk]
    hit.initiative.title = "Petanque på torvet"
    hit.initiative.save()
    assert found(q="petanque torv") == [hit.pk]
    assert found(q="petanque findesikke") == []
    assert found(q="' | ! (:*") == found()


def test_the_waiting_of_the_trigger_are_those_of_the_table(db: None) -> None:
    day = datetime.date(2026, 12, 1)
    with connection.cursor() as cursor:
        places = {}
        for status in ApplicationStatus:
            cursor.execute("SELECT case_list_place(%s, %s, now())", [status.value, day])
            places[status] = cursor.fetchone()[0]

    waiting = {status for status, place in places.items() if place == day_number(day)}
    assert waiting == BEFORE_DECISION


def test_a_mistyped_filter_is_told_and_the_rest_still_narrows(
    sign_in: SignIn, caseworker: User
) -> None:
    one()

    page = sign_in(caseworker).get(LIST, {"sent_from": "i går", "status": "REFUSED"})

    assert "Skriv datoen som dag/måned/år" in page.content.decode()
    assert page.context["rows"] == []


def test_empty_lists_say_what_to_do(sign_in: SignIn, caseworker: User) -> None:
    browser = sign_in(caseworker)

    assert "Ingen har søgt endnu" in browser.get(LIST).content.decode()
    one()
    text = browser.get(LIST, {"q": "findes ikke"}).content.decode()
    assert "Ingen sager passer til filteret" in text


def test_columns_are_chosen_in_the_address(sign_in: SignIn, caseworker: User) -> None:
    made = one()
    page = sign_in(caseworker).get(LIST, {"columns": ["theme"]}).content.decode()

    table = page[page.index("<table") :]
    assert made.initiative.theme.name in table
    assert 'data-title="Søgt"' not in table


# --- Paging ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["queue", "newest", "oldest", "amount"])
def test_nothing_is_shown_twice_or_skipped_while_cases_come_in(
    sign_in: SignIn, caseworker: User, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("initiatives.views.case_list.PAGE_SIZE", 2)
    there = {one().pk for _ in range(5)}
    browser, seen, after = sign_in(caseworker), [], ""
    while True:
        page = browser.get(LIST, {"sort": sort, "after": after})
        seen += [row["pk"] for row in page.context["rows"]]
        after = page.context["next"]
        if not after:
            break
        one(amount=Decimal(7000))

    assert len(seen) == len(set(seen))
    assert there <= set(seen)


@pytest.mark.parametrize("sort", ["queue", "newest", "oldest", "amount"])
def test_the_way_back_shows_the_same_pages(
    sign_in: SignIn, caseworker: User, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("initiatives.views.case_list.PAGE_SIZE", 2)
    for number in range(1, 6):
        one(amount=Decimal(1000 * number))
    browser, forth = sign_in(caseworker), []
    page = browser.get(LIST, {"sort": sort})
    assert page.context["previous"] == ""
    while True:
        forth.append([row["pk"] for row in page.context["rows"]])
        if not page.context["next"]:
            break
        page = browser.get(LIST, {"sort": sort, "after": page.context["next"]})

    back = [forth[-1]]
    while page.context["previous"]:
        assert "Forrige 50" in page.content.decode()
        page = browser.get(LIST, {"sort": sort, "before": page.context["previous"]})
        back.insert(0, [row["pk"] for row in page.context["rows"]])
    assert back == forth
    assert len(forth) == 3


def test_a_heading_leads_to_the_other_order_and_keeps_the_filter(
    sign_in: SignIn, caseworker: User
) -> None:
    one()
    wanted = {"status": "OPEN", "sort": "newest", "columns": ["sent", "status"]}

    page = sign_in(caseworker).get(LIST, wanted)

    sent, status = page.context["headings"]
    assert (sent["sort"], sent["way"]) == ("oldest", "descending")
    assert (status["sort"], status["way"]) == ("", "")
    text = page.content.decode()
    assert 'aria-sort="descending"' in text
    assert "?status=OPEN&amp;sort=oldest&amp;columns=sent&amp;columns=status#cases" in text


def test_own_cases_and_those_of_nobody_are_one_click_away(
    found: Found, sign_in: SignIn, caseworker: User, approver: User
) -> None:
    mine, nobodys = one(caseworker=caseworker), one()

    views = sign_in(caseworker).get(LIST).context["ready_views"]

    wanted = [dict(parse_qsl(view["query"])) for view in views]
    assert [found(**each) for each in wanted] == [[mine.pk], [nobodys.pk]]
    assert len(sign_in(approver).get(LIST).context["ready_views"]) == 1


def test_a_figure_leads_to_as_many_rows_as_it_says(sign_in: SignIn, caseworker: User) -> None:
    one()
    late = one(status=ApplicationStatus.UNDER_REVIEW)
    Application.objects.filter(pk=late.pk).update(answer_by=datetime.date(2026, 1, 5))
    browser = sign_in(caseworker)

    figures = browser.get(LIST).context["figures"]

    assert [figure["value"] for figure in figures] == [1, 2, 1, 0]
    for figure in figures:
        assert browser.get(figure["url"]).context["number"] == figure["value"]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [({}, 9), ({"status": "OPEN", "sort": "amount"}, 8), ({"q": "højbede"}, 8)],
)
def test_one_case_and_sixty_ask_the_database_the_same_and_not_much(
    sign_in: SignIn,
    caseworker: User,
    wanted: dict[str, str],
    number: int,
    django_assert_num_queries: Any,
) -> None:
    browser = sign_in(caseworker)
    first = one()
    browser.get(LIST, wanted)
    with django_assert_num_queries(number):
        browser.get(LIST, wanted)
    for _ in range(59):
        application(initiative=first.initiative, funding_round=first.funding_round)
    with django_assert_num_queries(number):
        page = browser.get(LIST, wanted)
    assert len(page.context["rows"]) == 50
    assert page.context["number"] == 60


# --- For whom ----------------------------------------------------------------------------------


def test_a_case_of_a_conflict_or_of_the_own_group_is_nowhere(
    sign_in: SignIn, caseworker: User
) -> None:
    conflict, own, mine = one("Hemmelig konflikt"), one("Egen gruppe"), one("Min sag")
    ImpartialityDeclaration.objects.create(
        application=conflict, user=caseworker, is_impartial=False
    )
    InitiativeMember.objects.create(initiative=own.initiative, user=caseworker)
    browser = sign_in(caseworker)
    # The control: a colleague without conflict sees all three.
    colleague = sign_in(staff(Role.CASEWORKER)).get(LIST)
    assert colleague.context["number"] == 3

    page = browser.get(LIST)
    assert [row["pk"] for row in page.context["rows"]] == [mine.pk]
    assert page.context["number"] == page.context["figures"][1]["value"] == 1
    assert browser.get(LIST, {"q": "hemmelig"}).context["rows"] == []
    exported = b"".join(browser.get(f"{LIST}export.csv")).decode()
    assert "Min sag" in exported
    assert "Hemmelig" not in exported
    assert "Egen gruppe" not in exported
    posted = {"action": "take-up", "cases": [str(conflict.public_id), str(own.public_id)]}
    browser.post(f"{LIST}bulk/", posted)
    assert not Application.objects.filter(status=ApplicationStatus.UNDER_REVIEW).exists()


# --- Several at once ---------------------------------------------------------------------------


def test_bulk_take_up_says_what_went_and_what_did_not(sign_in: SignIn, caseworker: User) -> None:
    fresh, decided = one(), one(status=ApplicationStatus.REFUSED, decided_at=timezone.now())
    posted = {
        "action": "take-up",
        "cases": [str(fresh.public_id), str(decided.public_id)],
        "query": "sort=newest",
    }

    page = sign_in(caseworker).post(f"{LIST}bulk/", posted, follow=True)

    assert page.redirect_chain[0][0] == f"{LIST}?sort=newest"
    fresh.refresh_from_db()
    assert (fresh.status, fresh.caseworker) == (ApplicationStatus.UNDER_REVIEW, caseworker)
    text = page.content.decode()
    assert f"1 sag gik igennem: {fresh.initiative.number}." in text
    assert f"Gik ikke igennem: {decided.initiative.number}." in text


def test_cases_are_shared_out_but_not_to_one_with_a_conflict(
    sign_in: SignIn, caseworker: User, lead: User
) -> None:
    colleague = staff(Role.CASEWORKER, full_name="Karl Kollega")
    free, shut = one(), one()
    casework.declare_impartiality(shut.pk, is_impartial=False, by=colleague)
    posted = {
        "action": "assign",
        "cases": [str(free.public_id), str(shut.public_id)],
        "caseworker": colleague.pk,
    }

    text = sign_in(lead).post(f"{LIST}bulk/", posted, follow=True).content.decode()

    free.refresh_from_db()
    shut.refresh_from_db()
    assert (free.caseworker, shut.caseworker) == (colleague, None)
    assert "Karl Kollega kan ikke have sagen." in text
    assert AuditEvent.objects.get(action=AuditAction.APPLICATION_ASSIGNED).actor == lead


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({"action": "take-up"}, "Vælg mindst én sag"),
        ({"action": "assign", "cases": "?"}, "Vælg en sagsbehandler"),
        ({"action": "payer-decides", "cases": "?"}, "Vælg, hvad der skal ske"),
    ],
)
def test_bulk_without_a_choice_says_what_to_choose(
    sign_in: SignIn, caseworker: User, posted: dict[str, str], told: str
) -> None:
    made = one()
    if "cases" in posted:
        posted = posted | {"cases": str(made.public_id)}

    assert told in sign_in(caseworker).post(f"{LIST}bulk/", posted, follow=True).content.decode()


def test_a_mistake_loses_neither_the_ticks_nor_the_page(sign_in: SignIn, caseworker: User) -> None:
    ticked, other = one(), one()
    posted = {
        "action": "assign",
        "cases": str(ticked.public_id),
        "query": "sort=newest&after=2100-01-01T00:00:00~1",
    }

    page = sign_in(caseworker).post(f"{LIST}bulk/", posted, follow=True)

    text = page.content.decode()
    assert re.findall(r'value="([^"]+)" id="case-[^"]+" checked', text) == [str(ticked.public_id)]
    assert str(other.public_id) in text
    assert "after=2100" in page.redirect_chain[0][0]
    # What goes on from here leaves the ticks behind.
    main = text[text.index("<main") : text.index("</main>")]
    assert "cases=" not in main


def test_a_role_that_may_not_gets_a_refusal_for_each_case(sign_in: SignIn, payer: User) -> None:
    made = one()
    posted = {"action": "take-up", "cases": [str(made.public_id)]}

    text = sign_in(payer).post(f"{LIST}bulk/", posted, follow=True).content.decode()

    assert "Du har ikke rettigheder" in text
    assert CaseRow.objects.get(pk=made.pk).status == ApplicationStatus.SUBMITTED


# --- Views and files ---------------------------------------------------------------------------


def test_a_view_is_saved_under_a_name_found_again_and_removed(
    sign_in: SignIn, caseworker: User, approver: User
) -> None:
    browser = sign_in(caseworker)
    posted = {"name": "Mine sene", "query": "status=OVERDUE"}

    text = browser.post(f"{LIST}views/", posted, follow=True).content.decode()
    assert f'href="{LIST}?status=OVERDUE" aria-current="page">Mine sene</a>' in text
    browser.post(f"{LIST}views/", posted | {"query": "status=OPEN"})
    view = caseworker.saved_views.get()
    assert view.query == "status=OPEN"
    assert "Mine sene" not in sign_in(approver).get(LIST).content.decode()
    browser.post(f"{LIST}views/{view.public_id}/remove/")
    assert not caseworker.saved_views.exists()
    text = browser.post(f"{LIST}views/", {"name": ""}, follow=True).content.decode()
    assert "Skriv et navn til visningen" in text


def test_a_view_is_given_another_name_but_not_that_of_another(
    sign_in: SignIn, caseworker: User
) -> None:
    browser = sign_in(caseworker)
    for name, query in (("Mine sene", "status=OVERDUE"), ("Store", "amount_from=9000")):
        browser.post(f"{LIST}views/", {"name": name, "query": query})
    view = caseworker.saved_views.get(name="Store")
    address = f"{LIST}views/{view.public_id}/rename/"

    text = browser.post(address, {"name": " Dyre "}, follow=True).content.decode()
    assert "Visningen hedder nu »Dyre«." in text
    text = browser.post(address, {"name": "Mine sene"}, follow=True).content.decode()
    assert "Du har allerede en visning, der hedder »Mine sene«." in text
    text = browser.post(address, {"name": ""}, follow=True).content.decode()
    assert "Skriv et navn til visningen" in text
    assert dict(caseworker.saved_views.values_list("name", "query")) == {
        "Dyre": "amount_from=9000",
        "Mine sene": "status=OVERDUE",
    }


def test_a_deleted_view_can_be_saved_again_at_once(sign_in: SignIn, caseworker: User) -> None:
    browser = sign_in(caseworker)
    browser.post(f"{LIST}views/", {"name": "Store", "query": "amount_from=9000"})
    view = caseworker.saved_views.get()

    page = browser.post(f"{LIST}views/{view.public_id}/remove/", follow=True)

    assert page.redirect_chain[0][0] == f"{LIST}?amount_from=9000"
    assert "Visningen »Store« er slettet." in page.content.decode()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_title_is_never_run_as_a_formula(sign_in: SignIn, caseworker: User, sign: str) -> None:
    title = f"{sign}HYPERLINK(1)"
    one(title)
    browser = sign_in(caseworker)

    lines = b"".join(browser.get(f"{LIST}export.csv")).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(lines), delimiter=";"))[1]
    assert row[1] == f"'{title}"
    answer = browser.get(f"{LIST}export.xlsx")
    cell = load_workbook(io.BytesIO(b"".join(answer))).active["B2"]
    assert (cell.value, cell.data_type) == (f"'{title}", "s")


def test_export_is_what_is_filtered_and_is_logged_with_the_filter(
    sign_in: SignIn, caseworker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _other = one("Den dyre", amount=Decimal("9000.50")), one("Den billige")
    browser = sign_in(caseworker)

    lines = b"".join(browser.get(f"{LIST}export.csv", {"amount_from": "9000"})).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    assert [row[0] for row in rows[1:]] == [kept.initiative.number]
    assert "9000,50" in rows[1]
    event = AuditEvent.objects.get(action=AuditAction.CASE_LIST_EXPORTED)
    assert event.actor == caseworker
    assert event.data == {"kind": "csv", "filter": "amount_from=9000", "rows": 1}

    monkeypatch.setitem(MOST_IN, "xlsx", 1)
    page = browser.get(f"{LIST}export.xlsx", follow=True)
    assert "Listen er for lang til Excel" in page.content.decode()


def test_export_has_the_columns_one_chose(sign_in: SignIn, caseworker: User) -> None:
    made = one(amount=Decimal(9000))

    answer = sign_in(caseworker).get(f"{LIST}export.csv", {"columns": ["status", "amount"]})

    text = b"".join(answer).decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text), delimiter=";")
    assert heading == ["Sagsnummer", "Titel", "Ansøger", "Søgt", "Status", "Afgjort"]
    assert row[0] == made.initiative.number
    assert row[3:5] == ["9000,00", "Indsendt"]
