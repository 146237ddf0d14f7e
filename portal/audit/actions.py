"""The one way to write in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent

if TYPE_CHECKING:
    from django.db.models import Model

    from portal.users.models import User


def record(
    action: AuditAction, *, target: Model, by: User | None, data: dict[str, Any] | None = None
) -> AuditEvent:
    """Add a line about `target`, in the caller's transaction.

    Args: by: who did it; None for the public or the clock. data: plain facts, no free text that
    names a citizen.
    Raises: ValueError, when the action is not one of `AuditAction`.
    """
    return AuditEvent.objects.create(
        action=AuditAction(action),
        target_type=target._meta.label_lower,
        target_id=target.pk,
        actor=by,
        data=data or {},
    )
