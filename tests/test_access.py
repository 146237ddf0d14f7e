"""Bars B1, B9 and B24: every address × role × own and foreign object, reading and writing.

The table is in `tests/access/table.py`; an address that is not there fails the first test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import NoReverseMatch, clear_url_caches, reverse
from pytest_django import DjangoDbBlocker, Settings
from wagtail.admin.viewsets import viewsets
from wagtail.snippets.models import get_snippet_models

from guides.models import (
    Ambassador,
    Case,
    CaseNote,
    Cover,
    EmergencyAccess,
    Enrolment,
    Handover,
)
from initiatives.models import Application, Award, Initiative
from portal.audit.actions import record
from portal.audit.enums import AuditAction
from tests.access import logbook, walk, world
from tests.access import roles as who
from tests.access.rows import Door, Row
from tests.access.table import ADMIN_PREFIXES, TABLE
from tests.access.world import World

CASE_MODELS = {
    Ambassador, Application, Award, Case, CaseNote, Cover, EmergencyAccess, Enrolment, Handover,
    Initiative,
}  # fmt: skip

# Wagtail's own addresses that answer before log-in: scripts with words, pictures of icons, the door
# (which leads to ours), and one that fails on purpose.
ADMIN_OPEN = {
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_error_test",
}


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The people and their cases, made once: each test's changes are rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = world.build()
        made.rows = walk.fingerprint()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def everybody(_world: World, db: None, settings: Settings, tmp_path: Path) -> World:
    cache.clear()
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "demo.log").write_text("Subject: Prøve\n\nHej")
    return _world


def test_every_address_is_declared_and_every_row_is_an_address() -> None:
    assert walk.undeclared(TABLE) == set()
    there = {name for _, name in walk.addresses()}
    assert {row.name for row in TABLE} - there == set()


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_address_answers_each_role_as_declared(everybody: World, row: Row) -> None:
    assert walk.problems(row, everybody) == []


def _admin_addresses() -> list[str]:
    """Names of the admin's addresses that can be asked for without knowing anything."""
    names = {name for route, name in walk.addresses() if route.startswith("admin/") and name}
    found = []
    for name in sorted(names - ADMIN_OPEN):
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        found.append(name)
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_admin_is_closed_to_all_but_those_who_publish(everybody: World, method: str) -> None:
    names = _admin_addresses()
    assert len(names) > 50
    outside = [who.ANONYMOUS, who.APPLICANT, who.GUIDE, who.APPROVER]
    before = walk.fingerprint()
    wrong = []
    for name in names:
        for role in outside:
            answer = getattr(everybody.client(role), method)(reverse(name))
            if answer.status_code not in {302, 403, 404, 405} or walk.leaks(
                answer, everybody.canaries
            ):
                wrong.append((name, role, answer.status_code))
            elif answer.status_code == 302 and "/login/" not in answer.headers["Location"]:
                wrong.append((name, role, answer.headers["Location"]))
    assert wrong == []
    assert walk.fingerprint() == before


@pytest.mark.parametrize("role", sorted(who.CMS_USERS))
def test_admin_shows_no_case_to_those_who_publish(everybody: World, role: str) -> None:
    client = everybody.client(role)
    assert client.get("/admin/").status_code == 200
    hidden = set(everybody.canaries)
    if role == who.OPERATOR:  # who looks after accounts, and so sees all names
        hidden -= {world.canary(side, "PUPIL") for side in (world.OWN, world.FOREIGN)}
    for name in _admin_addresses():
        answer = client.get(reverse(name))
        assert walk.leaks(answer, hidden) == set(), name
        assert "Content-Security-Policy" in answer.headers, name


def test_admin_knows_no_model_of_a_case() -> None:
    registered = {getattr(viewset, "model", None) for viewset in viewsets.viewsets}
    assert not CASE_MODELS & (registered | set(get_snippet_models()))


@pytest.mark.parametrize("role", sorted(who.EVERYBODY))
def test_documents_that_are_not_there_are_not_found(everybody: World, role: str) -> None:
    assert everybody.client(role).get("/documents/1/no.pdf").status_code == 404


# --- Controls: the walk finds what it is for ---------------------------------------------------

PLANTED = "tests.access.planted"


def test_control_planted_address_is_reported_as_undeclared() -> None:
    found = walk.undeclared(TABLE, PLANTED)
    assert found == {"planted-leak", "planted-open-form", "planted-undeclared"}


def test_control_planted_leak_and_writing_get_are_reported(everybody: World) -> None:
    row = Row("planted-leak", "sent", get=Door(who.CASE_STAFF, who.CASE_STAFF))
    with override_settings(ROOT_URLCONF=PLANTED):
        found = walk.problems(row, everybody)
    clear_url_caches()
    text = "\n".join(found)
    assert "own GET stranger: 200" in text
    assert "foreign GET applicant: leaks ['KANARI-FOREIGN-TITLE']" in text
    assert re.search(r"own GET changed \[.*'initiatives_application'", text)
    assert "own GET caseworker: 200" not in text
    assert "own GET caseworker: may be kept by a browser: private" in text


def test_control_declaring_too_few_or_too_many_is_reported(everybody: World) -> None:
    few = Row("initiatives:application-detail", "sent", get=Door(who.NOBODY))
    assert walk.problems(few, everybody) == [
        "initiatives:application-detail[sent] own GET applicant: 200 ",
    ]
    many = Row("overview", get=Door(who.EVERYBODY), is_open=True)
    assert any("GET anonymous: 302" in problem for problem in walk.problems(many, everybody))


def test_control_form_without_protection_is_reported(everybody: World) -> None:
    row = Row("planted-open-form", post=Door(who.EVERYBODY), is_open=True)
    with override_settings(ROOT_URLCONF=PLANTED):
        assert walk.problems(row, everybody) == ["planted-open-form own: takes a foreign form: 200"]
    clear_url_caches()


def test_control_change_and_look_without_a_line_in_the_log_are_reported(everybody: World) -> None:
    row, case = Row("initiatives:casework-refuse", "sent"), everybody.objects["sent", world.OWN]
    by, page = case.applicant, HttpResponse()

    def said(watch: logbook.Watch) -> list[str]:
        return logbook.of_a_change(row, who.CASEWORKER, watch, watch.written(walk.touched()))

    with transaction.atomic():
        watch = logbook.Watch(walk.touched())
        assert said(watch) == []
        Initiative.objects.filter(pk=case.initiative_id).update(title="Andet")
        assert "no line in the log" in said(watch)[0]
        assert logbook.of_a_look(row, who.CASEWORKER, page, watch) != []
        record(AuditAction.APPLICATION_READ, target=case, by=by)
        assert logbook.of_a_look(row, who.CASEWORKER, page, watch) == []
        record(AuditAction.APPLICATION_REFUSED, target=case, by=by)
        assert said(watch) == []
        record(AuditAction.APPLICATION_REFUSED, target=case, by=by)
        assert "logged twice" in said(watch)[0]
        transaction.set_rollback(True)


def test_control_prefixes_of_the_admin_hide_no_address_of_ours() -> None:
    hidden = {name for route, name in walk.addresses() if route.startswith(ADMIN_PREFIXES)}
    ours = ("initiatives:", "guides:", "users:", "account_")
    assert [name for name in hidden if name.startswith(ours)] == []
