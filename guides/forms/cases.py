"""What a guide types about a course: a note, the next step, a move."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.enums import CaseOutcome, NoteKind, NoteVisibility
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

_IN_DAYS = [
    ("", _("Uden dato")),
    ("1", _("I morgen")),
    ("3", _("Om 3 dage")),
    ("7", _("Om en uge")),
    ("14", _("Om to uger")),
    ("30", _("Om en måned")),
]
_NO_SENSITIVE_FACTS = _("Skriv ikke CPR-nummer eller oplysninger om helbred.")


class NoteForm(PortalForm):
    """A contact, logged in a doorway: what it was, what was said, what is next, who may read it."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Hvad var det?"),
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        initial=NoteKind.CALL,
        error_messages={"required": _("Vælg, hvad det var")},
    )
    text = TextField(
        label=_("Notat"),
        limit=4000,
        rows=5,
        help_text=_NO_SENSITIVE_FACTS,
        error_messages={"required": _("Skriv et notat")},
    )
    next_step = TextField(label=_("Næste skridt"), limit=160, required=False)
    next_step_in = forms.ChoiceField(label=_("Hvornår"), choices=_IN_DAYS, required=False)
    visibility = forms.ChoiceField(
        label=_("Hvem må læse det?"),
        choices=NoteVisibility.choices,
        widget=forms.RadioSelect,
        initial=NoteVisibility.ORGANISATION,
        error_messages={"required": _("Vælg, hvem der må læse notatet")},
    )
    minutes = forms.IntegerField(
        label=_("Minutter brugt"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "portal-input--short"},
        ),
    )

    def __init__(self, *args: Any, planned: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        if planned:
            self.fields["next_step"].help_text = _(
                "Nu står der »%(planned)s«. Lad feltet stå tomt for at beholde det."
            ) % {"planned": planned}

    def note(self) -> dict[str, Any]:
        """The note as plain values; the day of the next step counts from today."""
        answers = dict(self.cleaned_data)
        days = answers.pop("next_step_in")
        on = timezone.localdate() + datetime.timedelta(days=int(days)) if days else None
        return answers | {"minutes": answers["minutes"] or 0, "next_step_on": on}


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
