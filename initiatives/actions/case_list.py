"""What is done from the case list: sharing cases out, several at once, and keeping a view of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import casework, moves
from initiatives.enums import BEFORE_DECISION, AwardStatus
from initiatives.errors import NameTaken, NotPermitted, TransitionNotAllowed
from initiatives.models import Application, CaseRow, SavedView
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.errors import DomainError
from portal.users.models import User

if TYPE_CHECKING:
    from uuid import UUID


_OVER = {AwardStatus.CLOSED, AwardStatus.LAPSED}
"""Grants that nobody follows up any more."""


@dataclass
class BulkResult:
    """What became of several cases: the numbers of those that went, and why the others did not."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)
    """The sentence of the refusal → the numbers of the cases."""


@transaction.atomic
def assign(application_id: int, *, caseworker_id: int, by: User) -> Application:
    """Give a case to a caseworker («fordel»): before the decision, and while a grant is followed.

    Raises: NotPermitted (also when the other one may not handle this case), ConflictOfInterest,
        TransitionNotAllowed (nothing more is to be done in it).
    Effects: audit `initiatives.application_assigned`.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    moves.require_handling(standing, permitted=permissions.can_assign(by))
    has_grant = application.awards.exclude(status__in=_OVER).exists()
    if application.status not in BEFORE_DECISION and not has_grant:
        raise TransitionNotAllowed(_("Sagen er afgjort og kan ikke fordeles."))
    caseworker = User.objects.get(pk=caseworker_id)
    if not permissions.Standing(caseworker, application).handles:
        # Why not is between that person and the case.
        raise NotPermitted(_("%(name)s kan ikke have sagen.") % {"name": caseworker.full_name})
    if application.caseworker_id == caseworker.pk:
        return application
    was = application.caseworker_id
    application.caseworker = caseworker
    application.version += 1
    application.save(update_fields=["caseworker", "version"])
    audit.record(
        AuditAction.APPLICATION_ASSIGNED,
        target=application,
        by=by,
        data={"from": was, "to": caseworker.pk},
    )
    return application


def take_up_all(public_ids: Iterable[UUID | str], *, by: User) -> BulkResult:
    """Take up each of these cases that can be, in a transaction of its own."""
    return _each(public_ids, lambda key: casework.take_up(key, by=by), by=by)


def assign_all(public_ids: Iterable[UUID | str], *, caseworker_id: int, by: User) -> BulkResult:
    """Give each of these cases to a caseworker where it can be, in a transaction of its own."""
    return _each(public_ids, lambda key: assign(key, caseworker_id=caseworker_id, by=by), by=by)


def _each(
    public_ids: Iterable[UUID | str], make: Callable[[int], object], *, by: User
) -> BulkResult:
    """Make a move in each case that the person may see; the others are not there for them."""
    result = BulkResult()
    rows = CaseRow.objects.visible_to(by).filter(public_id__in=list(public_ids)).order_by("pk")
    for key, number in rows.values_list("pk", "number"):
        try:
            make(key)
        except DomainError as refusal:
            result.refused.setdefault(refusal.message, []).append(number)
        else:
            result.done.append(number)
    return result


def save_view(*, name: str, query: str, by: User) -> SavedView:
    """Keep a filter under a name; one of that name is replaced."""
    view, _is_new = SavedView.objects.update_or_create(
        user=by, name=name.strip(), defaults={"query": query}
    )
    return view


@transaction.atomic
def rename_view(public_id: UUID, *, name: str, by: User) -> SavedView:
    """Give a filter of one's own another name.

    Raises: NameTaken, when another of theirs has that name: it is not theirs to lose.
    """
    view = SavedView.objects.select_for_update().get(user=by, public_id=public_id)
    wanted = name.strip()
    if SavedView.objects.filter(user=by, name=wanted).exclude(pk=view.pk).exists():
        raise NameTaken(_("Du har allerede en visning, der hedder »%(name)s«.") % {"name": wanted})
    view.name = wanted
    view.save(update_fields=["name"])
    return view


def remove_view(public_id: UUID, *, by: User) -> None:
    """Forget a filter of one's own; one of somebody else is not there."""
    SavedView.objects.filter(user=by, public_id=public_id).delete()


def record_export(*, by: User, data: dict[str, Any]) -> None:
    """Log that the person fetched a list of cases, with its filter.

    Effects: audit `initiatives.case_list_exported` on the person.
    """
    audit.record(AuditAction.CASE_LIST_EXPORTED, target=by, by=by, data=data)
