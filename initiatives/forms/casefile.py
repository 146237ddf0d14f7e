"""What case staff type about the case file: notes, and what became of letters on paper."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from initiatives.models import DispatchStatus, FileNoteKind
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

_BROKEN = _("Siden blev ikke sendt rigtigt. Prøv igen.")


class NoteForm(PortalForm):
    """«Notat». The token is the opening of the form: sent twice it is one note."""

    kind = forms.ChoiceField(
        label=_("Hvordan fik du det at vide?"),
        choices=FileNoteKind.choices,
        widget=forms.RadioSelect,
        initial=FileNoteKind.PHONE,
        error_messages={"required": _("Vælg telefon, møde eller andet")},
    )
    text = TextField(
        label=_("Hvad blev der sagt eller gjort?"),
        help_text=_("Skriv det vigtige, og hvem der sagde det. Skriv ikke CPR-nummer."),
        limit=4000,
        rows=8,
        error_messages={"required": _("Skriv, hvad der blev sagt")},
    )
    is_internal = forms.BooleanField(
        label=_("Internt arbejdsnotat: mine overvejelser, ikke nye oplysninger"), required=False
    )
    token = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={"required": _BROKEN, "invalid": _BROKEN},
    )


class FileOrderForm(PortalForm):
    """Whether the work notes go along in the whole file."""

    with_internal = forms.BooleanField(
        label=_("Tag interne arbejdsdokumenter med"),
        help_text=_("De står for sig selv sidst. Sæt kun kryds, når de skal udleveres."),
        required=False,
    )


class DispatchFilterForm(PortalForm):
    """Which letters on their way to show."""

    marks_optional = False
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", pgettext_lazy("filter", "Alle")), *DispatchStatus.choices],
        required=False,
        error_messages={"invalid_choice": _("Vælg en status fra listen")},
    )


class SentForm(PortalForm):
    """The day a letter on paper was put in the post."""

    sent_on = DateField(
        label=_("Hvilken dag er brevet sendt?"),
        help_text=_("Skriv dag/måned/år."),
        initial=timezone.localdate,
        error_messages={"required": _("Skriv den dag, brevet er sendt")},
    )


class FailedForm(PortalForm):
    """Why a letter did not arrive."""

    failure = TextField(
        label=_("Hvorfor kom brevet ikke frem?"),
        limit=300,
        rows=3,
        error_messages={"required": _("Skriv, hvorfor brevet ikke kom frem")},
    )
