"""Asking to change the plan of a grant, and answering that."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.actions.plans import LONGEST
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm


class ExtensionForm(PortalForm):
    """The last day as the page showed it, so that two clicks are one extension."""

    ends_on = forms.DateField(widget=forms.HiddenInput)


class PlanChangeForm(PortalForm):
    """Another last day, another plan, or both."""

    new_ends_on = DateField(
        label=_("Ny slutdato"), help_text=_("Skriv dag/måned/år."), required=False
    )
    text = TextField(
        label=_("Hvad vil I ændre, og hvorfor?"),
        help_text=_("Fx et andet sted, eller at pengene skal bruges til noget andet."),
        limit=LONGEST,
        rows=5,
        required=False,
    )

    def clean_new_ends_on(self) -> datetime.date | None:
        """Refuse a day that has passed."""
        day: datetime.date | None = self.cleaned_data["new_ends_on"]
        if day is not None and day <= timezone.localdate():
            raise ValidationError(_("Vælg en slutdato, der ligger efter i dag"))
        return day

    def clean(self) -> dict[str, Any]:
        """One of the two must be there."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("new_ends_on"):
            self.add_error("text", _("Skriv, hvad I vil ændre, eller vælg en ny slutdato"))
        return cleaned


class PlanAnswerForm(PortalForm):
    """Yes or no to a wish; a no has its reason."""

    marks_optional = False

    change_id = forms.IntegerField(widget=forms.HiddenInput)
    is_approved = forms.TypedChoiceField(
        label=_("Kan planen ændres?"),
        choices=[("yes", _("Ja")), ("no", _("Nej"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )
    answer = TextField(
        label=_("Svar til gruppen"),
        help_text=_("Skriv altid hvorfor, når svaret er nej. Gruppen læser det."),
        limit=LONGEST,
        rows=4,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        cleaned = super().clean() or {}
        if cleaned.get("is_approved") is False and not cleaned.get("answer"):
            self.add_error("answer", _("Skriv, hvorfor I siger nej"))
        return cleaned
