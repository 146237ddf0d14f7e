"""What is written when a person is sent on: to a community, or to a guide."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.enums import ReferralOutcome
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, PhoneField, TextField
from portal.forms import PortalForm
from portal.open_form import OpenForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FOLLOW_UP_DAYS = 14

Choices = list[tuple[str, list[tuple[int, str]]]]


class ReferForm(PortalForm):
    """Which community, what it is told, the person's yes, and when the guide asks how it went."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    community = forms.TypedChoiceField(
        label=gettext_lazy("Hvilket fællesskab?"),
        coerce=int,
        help_text=gettext_lazy("De nærmeste står øverst."),
        error_messages={
            "required": gettext_lazy("Vælg et fællesskab"),
            "invalid_choice": gettext_lazy("Vælg et fællesskab på listen"),
        },
    )
    passed_on = TextField(
        label=gettext_lazy("Hvad fortæller du fællesskabet?"),
        help_text=gettext_lazy("Kun det, personen har sagt ja til. Personen kan læse det."),
        limit=300,
        rows=3,
        required=False,
    )
    follow_up_on = DateField(
        label=gettext_lazy("Hvornår spørger du, hvordan det gik?"),
        error_messages={"required": gettext_lazy("Skriv, hvornår du følger op")},
    )
    has_agreed = forms.BooleanField(
        label=gettext_lazy("Personen har sagt ja til at blive henvist"),
        error_messages={"required": gettext_lazy("Spørg personen, og sæt kryds, når svaret er ja")},
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: list[Any] = [("", _("Vælg")), *choices]
        cast("forms.ChoiceField", self.fields["community"]).choices = offered
        self.initial.setdefault("token", uuid4())
        day = timezone.localdate() + datetime.timedelta(days=FOLLOW_UP_DAYS)
        self.initial.setdefault("follow_up_on", day)


class FollowUpForm(PortalForm):
    """How it went, or another day to ask."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hvordan gik det?"),
        choices=ReferralOutcome.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    again_on = DateField(
        label=gettext_lazy("Eller spørg igen den"),
        help_text=gettext_lazy("Dag/måned/år, fx 12/03/2027"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("outcome") and not cleaned.get("again_on") and not self.errors:
            self.add_error("outcome", _("Vælg, hvordan det gik, eller en senere dag"))
        return cleaned


class ReferInForm(OpenForm):
    """A person whom somebody who meets them at work sends to a guide."""

    name = TextField(
        label=gettext_lazy("Personens navn"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv personens navn")},
    )
    phone = PhoneField(label=gettext_lazy("Personens telefon"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Personens e-mail"),
        required=False,
        help_text=gettext_lazy("Skriv telefon, e-mail eller begge dele."),
    )
    neighbourhood = forms.ModelChoiceField(
        label=gettext_lazy("Kvarter"),
        queryset=Neighbourhood.objects.none(),
        error_messages={
            "required": gettext_lazy("Vælg et kvarter"),
            "invalid_choice": gettext_lazy("Vælg et kvarter på listen"),
        },
    )
    text = TextField(
        label=gettext_lazy("Hvad vil personen gerne?"),
        help_text=gettext_lazy(
            "Fx lære nogen at kende, eller komme i gang med en idé. Skriv ikke CPR-nummer eller "
            "oplysninger om helbred."
        ),
        limit=500,
        rows=4,
        error_messages={"required": gettext_lazy("Skriv lidt om, hvad personen gerne vil")},
    )
    has_agreed = forms.BooleanField(
        label=gettext_lazy("Personen har sagt ja til, at en guide ringer"),
        error_messages={"required": gettext_lazy("Spørg personen, og sæt kryds, når svaret er ja")},
    )
    sender_name = TextField(
        label=gettext_lazy("Dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Skriv dit navn")},
    )
    sender_work = TextField(
        label=gettext_lazy("Hvor arbejder du?"),
        help_text=gettext_lazy("Fx »Biblioteket« eller »Lægehuset«."),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv, hvor du arbejder")},
    )
    sender_phone = PhoneField(label=gettext_lazy("Din telefon"), required=False)
    sender_email = forms.EmailField(label=gettext_lazy("Din e-mail"), required=False)

    PERSON = ("name", "phone", "email", "neighbourhood", "text", "has_agreed")
    SENDER = ("sender_name", "sender_work", "sender_phone", "sender_email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach each of the two."""
        cleaned = super().clean() or {}
        self._ask(cleaned, "phone", "email", _("Skriv et telefonnummer eller en e-mail"))
        self._ask(cleaned, "sender_phone", "sender_email", _("Skriv, hvordan guiden får fat i dig"))
        return cleaned

    def _ask(
        self, cleaned: dict[str, Any], phone: str, email: str, sentence: str | _StrPromise
    ) -> None:
        missing = not cleaned.get(phone) and not cleaned.get(email)
        if missing and not self.errors.keys() & {phone, email}:
            self.add_error(phone, str(sentence))

    def person(self) -> list[forms.BoundField]:
        """The fields about the person."""
        return [self[name] for name in self.PERSON]

    def sender(self) -> list[forms.BoundField]:
        """The fields about the one who sends."""
        return [self[name] for name in self.SENDER]
