"""What a guide types about a course: the next step, a move."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.enums import CaseOutcome
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm


class NextStepForm(PortalForm):
    """What the guide does next, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = TextField(
        label=_("Næste skridt"),
        limit=160,
        error_messages={"required": _("Skriv, hvad du gør næste gang")},
    )
    on = DateField(
        label=_("Hvornår"),
        help_text=_("Dag/måned/år, fx 12/03/2027"),
        error_messages={"required": _("Skriv, hvornår du gør det")},
    )


class MoveForm(PortalForm):
    """A move that needs nothing told but that it is meant."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(MoveForm):
    """The end of a course: how it went."""

    outcome = forms.ChoiceField(
        label=_("Hvordan endte det?"),
        choices=CaseOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvordan forløbet endte")},
    )
