"""Inviting to a group, and typing an application for somebody without MitID."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.actions.moves import StoodBy
from initiatives.models import Confirmation, FundingRound
from portal.form_fields import DateField, PhoneField, TextField
from portal.forms import PortalForm
from portal.users.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_AT_ONCE = 10


class InviteForm(PortalForm):
    """One or several addresses, however people part them."""

    emails = TextField(
        label=_("Hvem vil du invitere?"),
        help_text=_("Skriv en e-mail på hver linje."),
        rows=3,
        error_messages={"required": _("Skriv mindst én e-mail")},
    )

    def clean_emails(self) -> list[str]:
        """The addresses in lower case, each once; names the one that is none."""
        words = [word for word in re.split(r"[\s,;]+", self.cleaned_data["emails"]) if word]
        found = list(dict.fromkeys(word.lower() for word in words))
        if len(found) > MOST_AT_ONCE:
            raise ValidationError(
                gettext("Skriv højst %(most)s ad gangen") % {"most": MOST_AT_ONCE}
            )
        for word in found:
            fault = gettext("»%(word)s« er ikke en e-mail. Skriv den som navn@eksempel.dk")
            EmailValidator(message=fault % {"word": word})(word)
        return found


class AnswerBy(models.TextChoices):
    """How the person hears from the municipality."""

    POST = "POST", _("Brev med posten")
    EMAIL = "EMAIL", _("E-mail. Personen kan selv logge på")


class PersonForm(PortalForm):
    """Whom one types for, and the round. Nothing of who types is ever filled in here."""

    # Address and e-mail hang on how the answer comes; their hints say so.
    marks_optional = False

    full_name = TextField(
        label=_("Personens navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indtast personens navn")},
    )
    phone = PhoneField(
        label=_("Personens telefon (frivilligt)"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    answer_by = forms.ChoiceField(
        label=_("Hvordan vil personen have svar?"),
        choices=AnswerBy.choices,
        widget=forms.RadioSelect,
        initial=AnswerBy.POST,
        error_messages={"required": _("Vælg, hvordan personen vil have svar")},
    )
    postal_address = TextField(
        label=_("Postadresse"),
        help_text=_("Skal udfyldes, når svar kommer med posten. Gade, nummer, postnummer, by."),
        limit=300,
        rows=3,
        required=False,
    )
    email = forms.EmailField(
        label=_("Personens e-mail"),
        required=False,
        help_text=_("Skal udfyldes, når personen selv kan logge på."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    funding_round = forms.ModelChoiceField(
        label=_("Hvad vil personen søge?"),
        queryset=FundingRound.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Vælg, hvad personen vil søge")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = cast("forms.ModelChoiceField[FundingRound]", self.fields["funding_round"])
        rounds.queryset = FundingRound.objects.open()

    def clean(self) -> dict[str, Any]:
        """Ask for the way that was chosen to lead somewhere."""
        cleaned = super().clean() or {}
        way = cleaned.get("answer_by")
        if way == AnswerBy.POST and not cleaned.get("postal_address"):
            self.add_error("postal_address", _("Indtast adressen, så brevene kan komme frem"))
        if way == AnswerBy.EMAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Indtast personens e-mail"))
        return cleaned

    def person(self) -> dict[str, Any]:
        """What `assisted.begin` takes."""
        told = {name: self.cleaned_data[name] for name in ("full_name", "phone", "email")}
        return told | {
            "postal_address": self.cleaned_data["postal_address"],
            "by_post": self.cleaned_data["answer_by"] == AnswerBy.POST,
            "funding_round_id": self.cleaned_data["funding_round"].pk,
        }


class HandoverForm(PortalForm):
    """Who types for the person from now on, and why."""

    marks_optional = False

    person = forms.ModelChoiceField(
        label=_("Hvem skal skrive nu?"),
        queryset=User.objects.none(),
        error_messages={"required": _("Vælg, hvem der skal skrive")},
    )
    reason = TextField(
        label=_("Hvorfor?"),
        help_text=_("For eksempel at kollegaen er stoppet."),
        limit=200,
        error_messages={"required": _("Skriv, hvorfor en anden skal skrive")},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = cast("forms.ModelChoiceField[User]", self.fields["person"])
        chosen.queryset = people


class ConfirmationForm(PortalForm):
    """How and when the applicant stood by what was typed."""

    confirmation = forms.ChoiceField(
        label=_("Hvordan har personen bekræftet ansøgningen?"),
        choices=Confirmation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvordan personen har bekræftet ansøgningen")},
    )
    confirmed_on = DateField(
        label=_("Hvornår?"),
        help_text=_("Dag/måned/år, fx 12/03/2027"),
        error_messages={"required": _("Skriv, hvornår personen bekræftede")},
    )

    def clean_confirmed_on(self) -> datetime.date:
        """Refuse a day that has not come."""
        day = cast("datetime.date", self.cleaned_data["confirmed_on"])
        if day > timezone.localdate():
            raise ValidationError(_("Skriv en dag, der ikke ligger i fremtiden"))
        return day


class StoodByForm(ConfirmationForm):
    """How and when an applicant without log-in said what another now carries out for them."""

    confirmation = forms.ChoiceField(
        label=_("Hvordan har personen bekræftet det?"),
        choices=Confirmation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvordan personen har bekræftet det")},
    )

    def stood_by(self) -> StoodBy:
        """What the actions take."""
        return StoodBy(self.cleaned_data["confirmation"], self.cleaned_data["confirmed_on"])
