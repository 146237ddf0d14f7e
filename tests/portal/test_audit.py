"""The log: lines are added, and nothing changes or removes one, not even by hand."""

import pytest
from django.db import DatabaseError, connection, transaction

from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.users.models import User


@pytest.fixture
def event(applicant: User) -> AuditEvent:
    return record(AuditAction.PROFILE_CHANGED, target=applicant, by=applicant, data={"fields": []})


def test_record_says_who_did_what_to_which_row(applicant: User, event: AuditEvent) -> None:
    kept = AuditEvent.objects.get()
    assert kept == event
    assert (kept.action, kept.actor) == (AuditAction.PROFILE_CHANGED, applicant)
    assert (kept.target_type, kept.target_id) == ("users.user", applicant.pk)


@pytest.mark.parametrize("action", ["users.deleted_everything", ""])
def test_record_action_that_is_not_listed_is_refused(applicant: User, action: str) -> None:
    with pytest.raises(ValueError, match="is not a valid AuditAction"):
        record(action, target=applicant, by=applicant)  # type: ignore[arg-type]
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET action = 'users.account_created'",
        "UPDATE audit_auditevent SET actor_id = NULL",
        "DELETE FROM audit_auditevent",
    ],
)
def test_line_of_the_log_cannot_be_changed_or_removed(event: AuditEvent, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    kept = AuditEvent.objects.get()
    assert (kept.action, kept.actor_id) == (event.action, event.actor_id)


def test_line_of_the_log_cannot_be_changed_through_the_model(event: AuditEvent) -> None:
    event.action = AuditAction.ACCOUNT_CREATED
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.get().action == AuditAction.PROFILE_CHANGED


def test_table_without_its_trigger_can_be_changed(event: AuditEvent) -> None:
    """The control: it is the trigger that refuses, so a lost trigger fails the tests above."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_auditevent")
    assert not AuditEvent.objects.exists()
