"""What a guide types about a contact."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.enums import USUAL_MINUTES, NoteKind, NoteVisibility
from portal.form_fields import TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from guides.models import Case, CaseNote

IN_DAYS = [
    ("", gettext_lazy("Uden dato")),
    ("1", gettext_lazy("I morgen")),
    ("7", gettext_lazy("Om en uge")),
    ("14", gettext_lazy("Om to uger")),
]
"""The days that are one tap away."""

LONGEST = 10_000
"""More of an answer than this is not kept in a draft."""

_NO_SENSITIVE_FACTS = gettext_lazy("Skriv ikke CPR-nummer eller oplysninger om helbred.")


def in_days(answer: str) -> datetime.date | None:
    """The day that one of `IN_DAYS` means today."""
    return timezone.localdate() + datetime.timedelta(days=int(answer)) if answer else None


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    return cast("forms.ChoiceField", form.fields[name])


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Hvad var det?"),
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        initial=NoteKind.CALL,
        error_messages={"required": gettext_lazy("Vælg, hvad det var")},
    )


def _text() -> TextField:
    return TextField(
        label=gettext_lazy("Notat"),
        limit=4000,
        rows=5,
        help_text=_NO_SENSITIVE_FACTS,
        error_messages={"required": gettext_lazy("Skriv et notat")},
    )


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Minutter brugt"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
    )


def _visibility() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Hvem må læse det?"),
        choices=NoteVisibility.choices,
        widget=forms.RadioSelect,
        initial=NoteVisibility.ORGANISATION,
        help_text=gettext_lazy("Gruppen får en mail om nyt, men ikke selve teksten."),
        error_messages={"required": gettext_lazy("Vælg, hvem der må læse notatet")},
    )


def _readers(case: Case) -> list[tuple[str, str]]:
    """Who will read it, by name, so that nobody shares by mistake."""
    organisation = case.guide.organisation if case.guide else _("min organisation")
    names = {
        NoteVisibility.ORGANISATION: _("Kun %(organisation)s") % {"organisation": organisation},
        NoteVisibility.CASEWORKER: _("Også kommunens sagsbehandler"),
        NoteVisibility.CITIZEN: _("Også gruppen og kommunens sagsbehandler"),
    }
    return [(level.value, names[level]) for level in NoteVisibility]


class NoteForm(PortalForm):
    """A contact, logged in a doorway: what it was, what was said, what is next, who may read it."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = _kind()
    text = _text()
    next_step = TextField(label=gettext_lazy("Næste skridt"), limit=160, required=False)
    next_step_in = forms.ChoiceField(
        label=gettext_lazy("Hvornår"), choices=IN_DAYS, required=False, widget=forms.RadioSelect
    )
    visibility = _visibility()
    minutes = _minutes()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned = case.next_step
        self.fields["token"].initial = uuid4
        _choice(self, "visibility").choices = _readers(case)
        if self.planned:
            self.fields["next_step"].help_text = _(
                "Nu står der »%(planned)s«. Lad feltet stå tomt for at beholde det."
            ) % {"planned": self.planned}

    def clean(self) -> dict[str, Any]:
        """A day alone is a new day for the step that stands there."""
        answers: dict[str, Any] = super().clean() or {}
        if answers.get("next_step_in") and not answers.get("next_step") and not self.errors:
            if self.planned:
                answers["next_step"] = self.planned
            else:
                self.add_error("next_step", _("Skriv, hvad du gør næste gang"))
        return answers

    def note(self) -> dict[str, Any]:
        """The note as plain values; the day of the next step counts from today."""
        answers = dict(self.cleaned_data)
        on = in_days(answers.pop("next_step_in"))
        usual = USUAL_MINUTES[NoteKind(answers["kind"])]
        return answers | {"minutes": answers["minutes"] or usual, "next_step_on": on}

    def draft(self) -> dict[str, str]:
        """What stands in the form, to be kept until it is sent: all but a CPR number's field."""
        self.is_valid()
        return {
            name: str(self.data.get(name, ""))[:LONGEST]
            for name in self.fields
            if name != "token" and not self.has_error(name, "cpr")
        }


class CorrectionForm(PortalForm):
    """A new note put right by the one who wrote it."""

    kind = _kind()
    text = _text()
    minutes = _minutes()

    @classmethod
    def of(cls, note: CaseNote, data: Any) -> CorrectionForm:
        """The form with the note as it stands."""
        stands = {"kind": note.kind, "text": note.text, "minutes": note.minutes or ""}
        return cls(data, initial=stands)

    def correction(self) -> dict[str, Any]:
        """The corrected note as plain values."""
        answers = dict(self.cleaned_data)
        return answers | {"minutes": answers["minutes"] or USUAL_MINUTES[NoteKind(answers["kind"])]}


class ReadersForm(PortalForm):
    """Who may read a note that is written."""

    visibility = _visibility()

    def __init__(self, *args: Any, note: CaseNote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choice(self, "visibility").choices = _readers(note.case)
        self.fields["visibility"].initial = note.visibility
