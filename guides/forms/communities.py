"""What is written about a community, by anybody as a suggestion or by a guide; and the answers."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.enums import Rhythm, Weekday
from portal.areas.models import Neighbourhood, Theme
from portal.form_fields import PhoneField, TextField
from portal.forms import PortalForm
from portal.open_form import OpenForm

if TYPE_CHECKING:
    from guides.models import Community

OLDEST = 120
_CLOCK = re.compile(r"(?:kl\.?)?(\d{1,2})(?:[.:]?(\d{2}))?")
_AGE = {
    "invalid": gettext_lazy("Skriv alderen med tal"),
    "min_value": gettext_lazy("Skriv en alder fra 0 til 120"),
    "max_value": gettext_lazy("Skriv en alder fra 0 til 120"),
}
_SHORT = {"inputmode": "numeric", "class": "portal-input--short"}


Sections = tuple[tuple[Any, tuple[str, ...]], ...]


class ClockField(forms.CharField):
    """A time of day as people write it: 19, 19.00, 19:00 or kl. 19."""

    default_error_messages = {"invalid": gettext_lazy("Skriv tiden som 19.00")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=_SHORT), **kwargs)

    def to_python(self, value: Any) -> datetime.time | None:  # type: ignore[override]
        """Read the time; None when nothing is written."""
        text = re.sub(r"\s+", "", str(value or "").lower())
        if not text:
            return None
        found = _CLOCK.fullmatch(text)
        try:
            return datetime.time(int(found[1]), int(found[2] or 0)) if found else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> datetime.time:
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        """Show a kept time as it would be written."""
        return value.strftime("%H.%M") if isinstance(value, datetime.time) else value


class EntryFields(PortalForm):
    """What an entry of the directory says: what, where, when, for whom, and whom to ask."""

    name = TextField(
        label=gettext_lazy("Hvad hedder fællesskabet?"),
        max_length=80,
        error_messages={"required": gettext_lazy("Skriv, hvad fællesskabet hedder")},
    )
    what = TextField(
        label=gettext_lazy("Hvad laver man der?"),
        help_text=gettext_lazy("Skriv, som du ville sige det til en nabo. Hvem kan være med?"),
        limit=600,
        rows=5,
        error_messages={"required": gettext_lazy("Skriv lidt om, hvad man laver")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=gettext_lazy("Kvarter"),
        queryset=Neighbourhood.objects.none(),
        error_messages={
            "required": gettext_lazy("Vælg et kvarter"),
            "invalid_choice": gettext_lazy("Vælg et kvarter på listen"),
        },
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Tema"),
        queryset=Theme.objects.all(),
        required=False,
        empty_label=gettext_lazy("Noget andet"),
    )
    place = TextField(
        label=gettext_lazy("Sted eller adresse"),
        help_text=gettext_lazy("Fx »Kvarterhuset, lokale 2«."),
        max_length=120,
        required=False,
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hvor tit mødes man?"),
        choices=Rhythm.choices,
        initial=Rhythm.WEEKLY,
        error_messages={"required": gettext_lazy("Vælg, hvor tit man mødes")},
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Hvilke dage?"),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_at = ClockField(label=gettext_lazy("Fra kl."), required=False)
    ends_at = ClockField(label=gettext_lazy("Til kl."), required=False)
    when_note = TextField(
        label=gettext_lazy("Mere om hvornår"),
        help_text=gettext_lazy("Fx »ikke i skolernes ferier«."),
        max_length=120,
        required=False,
    )
    languages = TextField(
        label=gettext_lazy("Hvilke sprog taler man?"), max_length=120, required=False
    )
    is_step_free = forms.BooleanField(
        label=gettext_lazy("Man kan komme ind uden trin"), required=False
    )
    is_quiet = forms.BooleanField(
        label=gettext_lazy("Her er roligt, uden meget larm"), required=False
    )
    access_note = TextField(
        label=gettext_lazy("Mere om adgang"),
        help_text=gettext_lazy("Fx handicaptoilet eller teleslynge."),
        max_length=160,
        required=False,
    )
    is_free = forms.BooleanField(label=gettext_lazy("Det er gratis"), required=False)
    cost = TextField(label=gettext_lazy("Ellers: hvad koster det?"), max_length=80, required=False)
    age_from = forms.IntegerField(
        label=gettext_lazy("Fra hvilken alder?"), required=False, min_value=0, max_value=OLDEST,
        widget=forms.TextInput(attrs=_SHORT), error_messages=_AGE,
    )  # fmt: skip
    age_to = forms.IntegerField(
        label=gettext_lazy("Til hvilken alder?"), required=False, min_value=0, max_value=OLDEST,
        widget=forms.TextInput(attrs=_SHORT), error_messages=_AGE,
    )  # fmt: skip
    website = forms.URLField(
        label=gettext_lazy("Webadresse"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"type": "text", "inputmode": "url"}),
        error_messages={"invalid": gettext_lazy("Skriv en webadresse, der begynder med https://")},
    )
    contact_name = TextField(
        label=gettext_lazy("Hvem kan man spørge?"), max_length=120, required=False
    )
    contact_phone = PhoneField(label=gettext_lazy("Kontaktens telefon"), required=False)
    contact_email = forms.EmailField(label=gettext_lazy("Kontaktens e-mail"), required=False)

    SECTIONS: Sections = (
        (gettext_lazy("Hvad og hvor"), ("name", "what", "neighbourhood", "theme", "place")),
        (
            gettext_lazy("Hvornår"),
            ("rhythm", "weekdays", "starts_at", "ends_at", "when_note"),
        ),
        (
            gettext_lazy("For hvem"),
            ("age_from", "age_to", "languages", "is_step_free", "is_quiet", "access_note",
             "is_free", "cost"),
        ),
        (
            gettext_lazy("Kontakt"),
            ("contact_name", "contact_phone", "contact_email", "website"),
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()

    def clean(self) -> dict[str, Any]:
        """Refuse spans that end before they begin."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("age_from"), cleaned.get("age_to")
        if first is not None and last is not None and last < first:
            self.add_error("age_to", _("Skriv en alder, der er mindst den første"))
        has_start = cleaned.get("starts_at") or "starts_at" in self.errors
        if cleaned.get("ends_at") and not has_start:
            self.add_error("starts_at", _("Skriv også, hvornår det begynder"))
        return cleaned

    def sections(self) -> list[dict[str, Any]]:
        """The fields by heading, as the page shows them."""
        return [
            {"heading": heading, "fields": [self[name] for name in names if name in self.fields]}
            for heading, names in self.SECTIONS
        ]


class SuggestionForm(OpenForm, EntryFields):
    """A suggestion from somebody without an account; nothing but what is suggested is asked for."""

    note = TextField(
        label=gettext_lazy("Er der andet, guiden skal vide?"), limit=300, rows=3, required=False
    )
    sender_name = TextField(
        label=gettext_lazy("Dit navn"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    sender_email = forms.EmailField(
        label=gettext_lazy("Din e-mail"),
        help_text=gettext_lazy("Så får du svar."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def entry(self) -> dict[str, Any]:
        """What is said of the entry itself, without the one who says it."""
        return {name: self.cleaned_data[name] for name in EntryFields.base_fields}


class ChangeForm(SuggestionForm):
    """A suggestion about an entry that stands there. A contact is written only when it is new."""

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        initial = entry_of(community)
        # Nobody learns of a contact here: the fields are empty, and empty means «as it is».
        for name in ("contact_name", "contact_phone", "contact_email"):
            initial[name] = ""
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["contact_name"].help_text = _("Skriv kun en kontakt, hvis den er ny.")

    def entry(self) -> dict[str, Any]:
        """Leave out an empty contact."""
        told = super().entry()
        contact = {name: told.pop(name) for name in list(told) if name.startswith("contact_")}
        return told | (contact if any(contact.values()) else {})


class KeepForm(EntryFields):
    """An entry as a guide of the place writes it, with its point on the map."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    latitude = forms.FloatField(
        label=gettext_lazy("Breddegrad"),
        required=False,
        min_value=-90,
        max_value=90,
        localize=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=gettext_lazy("Fx 55.6543. Uden punkt står det midt i kvarteret på kortet."),
        error_messages={"invalid": gettext_lazy("Skriv breddegraden som 55.6543")},
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Længdegrad"),
        required=False,
        min_value=-180,
        max_value=180,
        localize=False,
        widget=forms.TextInput(attrs=_SHORT),
        error_messages={"invalid": gettext_lazy("Skriv længdegraden som 12.2792")},
    )

    SECTIONS = (
        *EntryFields.SECTIONS,
        (gettext_lazy("Punkt på kortet"), ("latitude", "longitude")),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both numbers of a point, or none."""
        cleaned = super().clean()
        point = [cleaned.get("latitude"), cleaned.get("longitude")]
        if point.count(None) == 1 and not self.errors.keys() & {"latitude", "longitude"}:
            self.add_error("longitude", _("Skriv begge tal, eller ingen af dem"))
        return cleaned


def entry_of(community: Community) -> dict[str, Any]:
    """What an entry says now, to begin a form with."""
    names = [*EntryFields.base_fields, "latitude", "longitude"]
    return {name: getattr(community, name) for name in names}


class SuggestionAnswerForm(PortalForm):
    """A guide's answer to a suggestion."""

    marks_optional = False

    answer = forms.ChoiceField(
        label=gettext_lazy("Hvad svarer du?"),
        choices=[
            ("approve", gettext_lazy("Ja, sæt det på oversigten")),
            ("decline", gettext_lazy("Nej")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg et svar")},
    )
    reason = TextField(
        label=gettext_lazy("Hvad skal afsenderen vide?"),
        help_text=gettext_lazy("Skriv hvorfor, når du siger nej. Afsenderen kan læse det."),
        limit=500,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason with a no."""
        cleaned = super().clean() or self.cleaned_data
        is_no = cleaned.get("answer") == "decline"
        if is_no and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Skriv til afsenderen, hvorfor"))
        return cleaned


class ConfirmForm(PortalForm):
    """Whether what stands there is right, and whether the contact may be shown."""

    shows_contact = forms.BooleanField(
        label=gettext_lazy("Ja, alle må se mit navn og min kontakt"), required=False
    )
