"""Invented content for the style guide: components in their usual, empty and faulty states."""

import datetime
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from portal.form_fields import DateField, MoneyField, PhoneField, TextField
from portal.forms import PortalForm


class SampleForm(PortalForm):
    """One of each kind of field."""

    title = TextField(label=_("Titel"), limit=80, help_text=_("Kort og let at huske."))
    description = TextField(
        label=_("Hvad vil I lave?"),
        limit=1500,
        rows=6,
        min_length=50,
        help_text=_("Skriv, som du ville fortælle det til en nabo. Skriv ikke CPR-nummer."),
    )
    theme = forms.ChoiceField(
        label=_("Tema"),
        choices=[("green", _("Grøn omstilling")), ("young", _("Unges trivsel"))],
        widget=forms.RadioSelect,
        help_text=_("Vælg det, der passer bedst."),
    )
    audience = forms.MultipleChoiceField(
        label=_("Hvem er det for?"),
        choices=[("families", _("Familier")), ("elderly", _("Ældre")), ("all", _("Alle"))],
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.ChoiceField(
        label=_("Kvarter"), choices=[("", "---------"), ("1", "Nordbyen"), ("2", "Søparken")]
    )
    starts_on = DateField(label=_("Start"), help_text=_("Fx 12/03/2027"))
    amount = MoneyField(label=_("Beløb"), help_text=_("Rundt regnet er fint."))
    people = forms.IntegerField(label=_("Hvor mange er I?"), min_value=1, max_value=200)
    phone = PhoneField(label=_("Telefon"))
    email = forms.EmailField(label=_("E-mail"), required=False)
    picture = forms.FileField(label=_("Billede"), required=False)
    visible = forms.BooleanField(label=_("Vis vores navne på siden"), required=False)
    rules = forms.BooleanField(label=_("Alle må være med"))


class BudgetLineForm(PortalForm):
    """One line of a budget."""

    name = TextField(label=_("Hvad"), limit=60)
    amount = MoneyField(label=_("Beløb i kr."))


BudgetLines = formset_factory(BudgetLineForm, extra=2)


def forms_by_state() -> dict[str, Any]:
    """An empty form, a faulty one and budget lines with one fault; ids do not clash."""
    faulty = {"faulty-title": "x" * 95, "faulty-starts_on": "i morgen", "faulty-amount": "mange"}
    lines = {
        "line-TOTAL_FORMS": "2",
        "line-INITIAL_FORMS": "0",
        "line-0-name": "Plantekasser",
        "line-0-amount": "1.400",
        "line-1-name": "Jord",
        "line-1-amount": "lidt",
    }
    return {
        "empty_form": SampleForm(prefix="empty"),
        "faulty_form": SampleForm(faulty, prefix="faulty"),
        "lines": BudgetLines(lines, prefix="line"),
    }


def steps() -> list[dict[str, Any]]:
    """The six plain steps of an application, with the third one current."""
    labels = [
        _("Kladde"),
        _("Sendt"),
        _("Vi behandler den"),
        _("Vi mangler noget fra dig"),
        _("Svar"),
    ]
    states = ["done", "done", "current", "", ""]
    rows = [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]
    return [*rows, {"label": _("Afslutning"), "state": ""}]


def places() -> list[dict[str, Any]]:
    """Invented places round a point at sea, one with an outline."""
    outline = [[10.98, 56.49], [11.01, 56.49], [11.01, 56.51], [10.98, 56.51], [10.98, 56.49]]
    rows = [
        ("Nordbyen", 56.52, 11.02, None),
        ("Søparken", 56.50, 11.00, {"type": "Polygon", "coordinates": [outline]}),
        ("Gammel Havn", 56.47, 11.04, None),
    ]
    return [
        {
            "name": name,
            "url": "#",
            "latitude": lat,
            "longitude": lon,
            "note": _("2 initiativer i gang"),
            "boundary": boundary,
        }
        for name, lat, lon, boundary in rows
    ]


def timeline(today: datetime.date) -> list[dict[str, Any]]:
    """Three things that happened to an application."""
    return [
        {
            "when": today,
            "title": _("Vi har brug for et svar fra dig"),
            "text": _("Hvor skal højbedene stå?\nSvar inden for 14 dage."),
            "badge_code": "INFORMATION_REQUESTED",
            "badge_label": _("Mangler oplysninger"),
        },
        {
            "when": today - datetime.timedelta(days=3),
            "title": _("Din guide har skrevet et notat"),
            "by": "Mona Vestergaard",
        },
        {"when": today - datetime.timedelta(days=9), "title": _("Du sendte ansøgningen")},
    ]
