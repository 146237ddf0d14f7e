"""What is typed about a plan: a step of it, a ready plan, a follow-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.enums import Doer
from guides.models import PlanTemplate
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from guides.models import FollowUp, PlanStep

_DATE_HINT = _("Dag/måned/år, fx 12/03/2027")


class StepForm(PortalForm):
    """A new step of the shared plan: what, who does it, by when."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Hvad er næste lille trin?"),
        limit=160,
        error_messages={"required": _("Skriv, hvad der skal gøres")},
    )
    doer = forms.ChoiceField(
        label=_("Hvem gør det?"),
        choices=Doer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvem der gør det")},
    )
    due_on = DateField(label=_("Hvornår"), required=False, help_text=_DATE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4


class StepChangeForm(StepForm):
    """A step put in other words, given to the other side, or to another day."""

    token = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: PlanStep, **kwargs: Any) -> None:
        stands = {name: getattr(step, name) for name in ("text", "doer", "due_on", "version")}
        PortalForm.__init__(self, *args, initial=stands, **kwargs)
        self.fields["text"].label = _("Trin")


class ReadyPlanForm(PortalForm):
    """Which ready plan to take steps from."""

    template = forms.ModelChoiceField(
        label=_("Færdige trin"),
        queryset=PlanTemplate.objects.none(),
        error_messages={"required": _("Vælg, hvad trinene skal handle om")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        templates = PlanTemplate.objects.filter(is_active=True)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]


class FollowUpForm(PortalForm):
    """What the guide is to follow up, and when."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Hvad skal følges op?"),
        limit=160,
        help_text=_("Kun du og din organisation ser det."),
        error_messages={"required": _("Skriv, hvad der skal følges op")},
    )
    due_on = DateField(
        label=_("Hvornår"),
        help_text=_DATE_HINT,
        error_messages={"required": _("Skriv, hvornår det skal gøres")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4


class FollowUpChangeForm(FollowUpForm):
    """A follow-up put off, or in other words."""

    token = None  # type: ignore[assignment]

    def __init__(self, *args: Any, row: FollowUp, **kwargs: Any) -> None:
        stands = {"text": row.text, "due_on": row.due_on}
        PortalForm.__init__(self, *args, initial=stands, **kwargs)
