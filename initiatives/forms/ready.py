"""Ready texts: put into the reasons as a beginning, to be rewritten for the case at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from initiatives.forms.staff import DismissForm, MoveForm, RefuseForm
from initiatives.models import StandardReason
from initiatives.models.setup import ReasonKind

if TYPE_CHECKING:
    from django.http import QueryDict

    from initiatives.models import Application

_KINDS: list[tuple[type[MoveForm], ReasonKind]] = [
    (RefuseForm, ReasonKind.REFUSAL),
    (DismissForm, ReasonKind.DISMISSAL),
]


def ready_reasons(application: Application, form: type[MoveForm]) -> list[StandardReason]:
    """The pool's ready texts for what the form decides; none for other forms."""
    kind = next((kind for of, kind in _KINDS if issubclass(form, of)), None)
    if kind is None:
        return []
    pool_id = application.funding_round.pool_id
    return list(StandardReason.objects.filter(pool=pool_id, kind=kind, is_active=True))


def with_ready_reason(posted: QueryDict, form: MoveForm, ready: list[StandardReason]) -> MoveForm:
    """The form as it was typed, with the chosen text after what stood in the reasons.

    Nothing is checked yet, so that no field is called wrong before the person is done.
    """
    chosen = next((row for row in ready if str(row.pk) == posted.get("ready")), None)
    typed = {name: form[name].value() for name in form.fields}
    before = str(typed.get("reasons") or "").strip()
    if chosen is not None:
        typed["reasons"] = f"{before}\n\n{chosen.text}".strip()
    return type(form)(initial=typed, application=form.application)
