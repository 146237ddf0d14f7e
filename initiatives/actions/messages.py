"""Writing to each other about an application: the group, its guide and the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import emails, permissions
from initiatives.actions import moves
from initiatives.errors import NotPermitted, ReasonsMissing
from initiatives.models import Message, MessageReading
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.form_fields import contains_cpr_number

if TYPE_CHECKING:
    import datetime
    from uuid import UUID

    from initiatives.models import Application
    from portal.users.models import User

LONGEST = 4000
"""Characters in one message."""


@transaction.atomic
def send(application_id: int, *, text: str, token: UUID, by: User) -> Message:
    """Write in the thread of an application. The same form sent twice is the same message.

    Args: token: one opening of the form.
    Raises: NotPermitted (may not read the thread), ReasonsMissing (empty, too long, or a CPR
        number).
    Effects: audit `initiatives.message_sent`; the others in the thread get a mail that there is
        news, unless an earlier one still waits for them to read.
    """
    application = moves.lock(application_id)
    if not permissions.can_read(by, application):
        raise NotPermitted(_("Du kan ikke skrive i den her sag."))
    said = _fit(text)
    known = Message.objects.filter(submission_token=token).first()
    if known is not None:
        if (known.application_id, known.author_id, known.text) == (application.pk, by.pk, said):
            return known
        token = uuid4()  # another text from an old page is another message
    message = Message.objects.create(
        application=application, author=by, text=said, submission_token=token
    )
    for reader in _readers(application, but=by):
        waits = Message.objects.unread_by(reader).filter(application=application)
        if not waits.exclude(pk=message.pk).exists():
            emails.message_waiting(message, reader=reader)
    audit.record(
        AuditAction.MESSAGE_SENT,
        target=application,
        by=by,
        data={"message": str(message.public_id)},
    )
    return message


def mark_read(application: Application, *, until: datetime.datetime, by: User) -> None:
    """Remember that a person has read the thread up to a message; never takes that back.

    Args: until: when the newest message they were shown was sent.
    """
    reading, is_new = MessageReading.objects.get_or_create(
        application=application, user=by, defaults={"read_at": until}
    )
    if not is_new and reading.read_at < until:
        MessageReading.objects.filter(pk=reading.pk, read_at__lt=until).update(read_at=until)


def _fit(text: str) -> str:
    said = moves.require_text(text, _("Skriv din besked"))
    if len(said) > LONGEST:
        raise ReasonsMissing(_("Del beskeden i to. Den er for lang."))
    if contains_cpr_number(said):
        raise ReasonsMissing(_("Fjern CPR-nummeret"))
    return said


def _readers(application: Application, *, but: User) -> list[User]:
    """Everybody who has a part in the thread and may read it now, except the one who writes."""
    members = application.initiative.members.select_related("user")
    people = [member.user for member in members]
    people += permissions.helpers_of(application.initiative)
    people += [application.caseworker] if application.caseworker else []
    people += [row.author for row in application.messages.select_related("author")]
    others = {person.pk: person for person in people if person.pk != but.pk}
    return [person for person in others.values() if permissions.can_read(person, application)]
