"""The one gate to every object that is not public to all.

A view asks `Model.objects.get_for(user, public_id)`. Whoever may not see a row gets the same
"not found" as for a row that does not exist, so that nothing can be learnt from the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.http import Http404

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from portal.users.models import User

M = TypeVar("M", bound=Model)

Scope = Callable[["User"], Q]
"""What more a person may see of a model, for a reason the model's own app does not know."""


class GatedQuerySet(QuerySet[M]):
    """A QuerySet that knows what each person may see."""

    _scopes: ClassVar[dict[str, list[Scope]]] = {}

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Narrow to the rows this person may see; each model says how."""
        raise NotImplementedError

    def get_for(self, user: User | AnonymousUser, public_id: UUID, **narrow: Any) -> M:
        """Fetch one row by its public id, if this person may see it.

        Raises: Http404, whether the row is somebody else's or is not there at all.
        """
        try:
            return self.visible_to(user).filter(**narrow).get(public_id=public_id)
        except ObjectDoesNotExist as missing:
            raise Http404 from missing

    def widened_for(self, user: User) -> Q:
        """What apps above this one let the person see, as registered by `widen`."""
        seen = Q(pk__in=[])
        for scope in self._scopes.get(self.model._meta.label_lower, []):
            seen |= scope(user)
        return seen

    @classmethod
    def widen(cls, label: str, scope: Scope) -> None:
        """Let an app above open more rows of the model `label`; called once, in `apps.ready`.

        A guide sees the applications of their own cases, yet `initiatives` knows no guides.
        """
        cls._scopes.setdefault(label, []).append(scope)
