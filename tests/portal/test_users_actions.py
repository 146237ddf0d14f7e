"""Accounts: made once, changed only by their own, and tied to one identity."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client

from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users import actions
from portal.users.errors import IdentityRefused
from portal.users.models import User
from portal.users.roles import Role

ID = UUID("0f7cbb1c-7d39-4d9b-8d35-0c2f6a4a1c11")
OTHER_ID = UUID("5b0e4b2e-1d4e-4d55-9a3f-4c6f0b7f2d22")


def test_groups_of_every_role_are_made_by_the_migration(db: None) -> None:
    assert set(Role.values) <= set(Group.objects.values_list("name", flat=True))


def test_ensure_account_new_address_is_made_once_and_logged(caseworker: User) -> None:
    made = actions.ensure_account(
        email=" Ny@Example.ORG ", full_name="Nye Ny", phone="+4520304050", by=caseworker
    )
    again = actions.ensure_account(email="ny@example.org", full_name="En Anden")
    assert again == made
    assert User.objects.get(pk=made.pk).full_name == "Nye Ny"
    event = AuditEvent.objects.get(action=AuditAction.ACCOUNT_CREATED)
    assert (event.target_id, event.actor, event.data) == (made.pk, caseworker, {})


def test_ensure_account_refuses_what_is_no_address(db: None) -> None:
    with pytest.raises(ValidationError):
        actions.ensure_account(email="ingen adresse")
    assert not AuditEvent.objects.exists()


def test_update_profile_logs_which_fields_changed_but_not_to_what(applicant: User) -> None:
    actions.update_profile(
        applicant.pk, full_name="Birgit Ørsted", phone="+4599887766", locale="en", by=applicant
    )
    applicant.refresh_from_db()
    assert (applicant.phone, applicant.locale) == ("+4599887766", "en")
    event = AuditEvent.objects.get(action=AuditAction.PROFILE_CHANGED)
    assert event.data == {"fields": ["phone", "locale"]}


def test_update_profile_without_a_change_logs_nothing(applicant: User) -> None:
    actions.update_profile(
        applicant.pk,
        full_name=applicant.full_name,
        phone=applicant.phone,
        locale=applicant.locale,
        by=applicant,
    )
    assert not AuditEvent.objects.exists()


def test_account_of_identity_is_found_by_its_id_also_after_a_new_address(applicant: User) -> None:
    first = actions.account_of_identity(external_id=ID, email=applicant.email, full_name="")
    later = actions.account_of_identity(external_id=ID, email="ny@example.org", full_name="")
    assert first == later == applicant
    assert User.objects.get(pk=applicant.pk).external_id == ID
    assert str(ID) not in str(list(AuditEvent.objects.values_list("data")))


def test_account_of_identity_new_person_gets_an_account(db: None) -> None:
    made = actions.account_of_identity(external_id=ID, email="ny@example.org", full_name="Nye Ny")
    assert (made.external_id, made.full_name) == (ID, "Nye Ny")


def test_account_of_identity_without_a_verified_address_is_refused(db: None) -> None:
    with pytest.raises(IdentityRefused):
        actions.account_of_identity(external_id=ID, email="", full_name="Nye Ny")
    assert not User.objects.exists()


def test_account_of_identity_address_of_another_identity_is_refused(applicant: User) -> None:
    actions.account_of_identity(external_id=ID, email=applicant.email, full_name="")
    with pytest.raises(IdentityRefused):
        actions.account_of_identity(external_id=OTHER_ID, email=applicant.email, full_name="")
    assert User.objects.get(pk=applicant.pk).external_id == ID


def test_profile_shows_what_is_known_and_saves_a_correction(
    applicant: User, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(applicant)
    page = client.get("/profile/").content.decode()
    assert "borger@example.org" in page
    assert "Birgit Ørsted" in page
    answer = client.post(
        "/profile/", {"full_name": "Birgit Å", "phone": "0045 20 30 40 51", "locale": "en"}
    )
    assert answer.headers["Location"] == "/en/profile/"
    applicant.refresh_from_db()
    assert (applicant.full_name, applicant.phone) == ("Birgit Å", "+4520304051")


def test_profile_bad_number_is_said_plainly_and_nothing_typed_is_lost(
    applicant: User, sign_in: Callable[[User], Client]
) -> None:
    page = sign_in(applicant).post(
        "/profile/", {"full_name": "Birgit Å", "phone": "12", "locale": "da"}
    )
    text = page.content.decode()
    assert "Skriv et telefonnummer med 8 cifre" in text
    assert 'value="Birgit Å"' in text
    applicant.refresh_from_db()
    assert applicant.full_name == "Birgit Ørsted"


def test_profile_says_the_roles_of_staff(
    caseworker: User, applicant: User, sign_in: Callable[[User], Client]
) -> None:
    assert "Sagsbehandler" in sign_in(caseworker).get("/profile/").content.decode()
    assert "Rolle" not in sign_in(applicant).get("/profile/").content.decode()
