"""The seven steps of an application, each one form, and the lines of the budget.

A draft may be incomplete: a step takes what there is and only refuses what cannot be kept.
What must be there before sending is `queries.missing`, shown under «Tjek dine svar».
Labels and limits: the Danish context, section 8.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.enums import (
    ApplicantKind,
    Audience,
    OpenToAll,
    PayoutWay,
    Permit,
    PlacePermission,
    Step,
)
from initiatives.forms.questions import QuestionsForm
from initiatives.forms.step import StepForm, YesNoField, number, one_of, some_of
from portal.areas.models import Neighbourhood, Theme
from portal.cvr import is_cvr_number
from portal.form_fields import DateField, PhoneField, TextField

if TYPE_CHECKING:
    pass

_LONGEST = datetime.timedelta(days=366)


class EligibilityForm(StepForm):
    """Step 1: can you apply?"""

    step = Step.ELIGIBILITY
    optional = frozenset({"what_remains"})
    examples: ClassVar = {
        "what_remains": _("Kasserne er bygget. Vi mangler jord, planter og en vandslange."),
    }

    applicant_kind = one_of(
        ApplicantKind,
        label=_("Hvad passer på jer?"),
        help_text=_("Vælg »Andet«, hvis I for eksempel er et firma."),
    )
    in_municipality = YesNoField(label=_("Foregår det i kommunen?"))
    open_to_all = one_of(
        OpenToAll, label=_("Kan alle være med?"), help_text=_("Også dem, I ikke kender.")
    )
    has_begun = YesNoField(
        label=_("Er I gået i gang?"), help_text=_("Vi kan ikke støtte noget, der er holdt.")
    )
    what_remains = TextField(
        label=_("Hvis I er gået i gang: Hvad mangler I?"),
        help_text=_("Spring over, hvis I ikke er begyndt."),
        limit=400,
        rows=3,
        required=False,
    )

    def warnings(self) -> list[str]:
        """Warn those who have begun and not said what remains."""
        if self.cleaned_data.get("has_begun") and not self.cleaned_data.get("what_remains"):
            return [gettext("I er gået i gang. Skriv, hvad der mangler. Kun det kan få støtte.")]
        return []


class IdeaStepForm(StepForm):
    """Step 2: the idea."""

    step = Step.IDEA
    examples: ClassVar = {
        "description": _(
            "Vi vil bygge ti højbede i gården sammen med børnene. Hver torsdag mødes vi, "
            "planter og spiser suppe. Til høsten holder vi fest for hele vejen."
        ),
        "why_here": _(
            "Mange i blokken kender ikke hinanden. I dag er der kun græs og ingen steder at sidde."
        ),
    }

    title = TextField(
        label=_("Titel"),
        help_text=_("Kort og let at huske. Den bliver vist offentligt, hvis I får tilskud."),
        limit=80,
        required=False,
    )
    description = TextField(
        label=_("Hvad vil I lave?"),
        help_text=_(
            "Skriv, som du ville fortælle det til en nabo. "
            "Skriv ikke CPR-nummer eller helbredsoplysninger."
        ),
        limit=1500,
        rows=8,
        required=False,
    )
    why_here = TextField(
        label=_("Hvorfor er det vigtigt her?"),
        help_text=_("Hvad mangler i kvarteret i dag?"),
        limit=800,
        rows=5,
        required=False,
    )
    theme = forms.ModelChoiceField(
        label=_("Tema"),
        help_text=_("Vælg det, der passer bedst."),
        queryset=Theme.objects.all(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
    )
    audience = some_of(
        Audience, label=_("Hvem er det for?"), help_text=_("Sæt kryds ved dem, det passer på.")
    )


class CommunityForm(StepForm):
    """Step 3: the community."""

    step = Step.COMMUNITY
    optional = frozenset({"has_met_guide"})
    examples: ClassVar = {
        "organisers": _("Amina (tovholder), Bent (bygger kasser), Fatma og Lis (laver suppe)."),
        "outreach": _("Vi hænger sedler i opgangene og banker på hos de ældre i stueetagen."),
    }

    organisers = TextField(
        label=_("Hvem laver det sammen?"),
        help_text=_("Fornavne og roller er nok, fx »Amina (tovholder)«."),
        limit=500,
        rows=4,
        required=False,
    )
    organiser_count = number(
        1,
        200,
        _("Skriv et tal mellem 1 og 200"),
        label=_("Hvor mange er I, der laver det?"),
    )
    participant_count = number(
        1,
        5000,
        _("Skriv et tal mellem 1 og 5.000"),
        label=_("Hvor mange regner I med deltager?"),
        help_text=_("Et gæt er fint."),
    )
    outreach = TextField(
        label=_("Hvordan får andre det at vide?"),
        help_text=_("Opslag, dørklok, Facebook, biblioteket …"),
        limit=400,
        rows=3,
        required=False,
    )
    has_met_guide = YesNoField(
        label=_("Har I talt med en fællesskabsguide?"), help_text=_("Det er ikke et krav.")
    )

    def warnings(self) -> list[str]:
        """Hint softly that two carry more than one."""
        if self.cleaned_data.get("organiser_count") == 1:
            return [gettext("Du er alene om det. Find gerne én mere. Guiden kan hjælpe dig.")]
        return []


class TimeAndPlaceForm(StepForm):
    """Step 4: time and place."""

    step = Step.TIME_AND_PLACE
    optional = frozenset({"place"})

    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"), queryset=Neighbourhood.objects.none(), required=False
    )
    place = TextField(
        label=_("Sted eller adresse"),
        help_text=_("Fx »grillpladsen bag blok 12«."),
        limit=120,
        required=False,
    )
    starts_on = DateField(label=_("Start"), required=False)
    ends_on = DateField(
        label=_("Slut"),
        help_text=_("Højst 12 måneder efter start."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()
        self.fields["starts_on"].help_text = gettext(
            "Skriv dag/måned/år. Der kan gå op til %(days)s dage, før I får svar."
        ) % {"days": self.application.funding_round.promised_days}

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start, and more than twelve months."""
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on:
            if ends_on < starts_on:
                self.add_error("ends_on", _("Slutdatoen skal være efter startdatoen"))
            elif ends_on - starts_on > _LONGEST:
                self.add_error("ends_on", _("Slutdatoen må højst være 12 måneder efter start"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Keep the two days together: a new start with the old end could be no period at all."""
        kept = super().answers()
        if self.application.initiative.is_public and not kept.get("neighbourhood"):
            kept.pop("neighbourhood", None)  # what is public stands in a place
        if "ends_on" in self.errors or "starts_on" in self.errors:
            for name in ("starts_on", "ends_on"):
                kept.pop(name, None)
        return kept

    def warnings(self) -> list[str]:
        """Warn when the start comes before the promised answer."""
        starts_on = self.cleaned_data.get("starts_on")
        answered_on = self.application.funding_round.answer_by(timezone.localdate())
        if starts_on and starts_on < answered_on:
            return [gettext("I starter måske, før I får svar. Indtil da er det på eget ansvar.")]
        return []


class MoneyForm(StepForm):
    """Step 5: money, apart from the lines of the budget."""

    step = Step.MONEY
    optional = frozenset({"other_funding", "sought_where", "can_do_without"})
    examples: ClassVar = {
        "other_funding": _("Boligforeningen låner os værktøj. Byggemarkedet giver brædderne."),
        "can_do_without": _("Vi kan nøjes med seks højbede og låne stole i beboerhuset."),
    }

    other_funding = TextField(
        label=_("Har I andre penge eller ting?"),
        help_text=_("Egne penge, sponsor, gratis lokale."),
        limit=500,
        rows=3,
        required=False,
    )
    has_sought_elsewhere = YesNoField(label=_("Har I søgt andre steder?"))
    sought_where = TextField(
        label=_("Hvis I har søgt andre steder: Hvor?"),
        help_text=_("Så undgår vi, at I får penge to gange til det samme."),
        limit=200,
        required=False,
    )
    can_do_without = TextField(
        label=_("Hvad kan I undvære, hvis I ikke får det hele?"),
        help_text=_("Hjælper os, hvis vi kun kan give noget."),
        limit=300,
        rows=3,
        required=False,
    )


class PermitsForm(StepForm):
    """Step 6: permits. A no is a task for the guide, never a refusal."""

    step = Step.PERMITS
    optional = frozenset({"permits"})

    place_permission = one_of(
        PlacePermission,
        label=_("Ejer I stedet, eller har I lov?"),
        help_text=_("Fx boligforening, skole, kommunens park."),
    )
    permits = some_of(
        Permit,
        label=_("Skal I lave mad, bål, musik eller spærre vej?"),
        help_text=_("Så hjælper vi med tilladelsen."),
    )
    declares_child_certificates = forms.BooleanField(
        label=_("Vi har indhentet eller indhenter børneattest på de voksne, der skal have det"),
        help_text=_("Kun hvis I har fast kontakt med børn under 15 år. Vi skal ikke se attesten."),
        required=False,
    )


class AboutYouForm(StepForm):
    """Step 7: the one we write to, and how the money would be paid."""

    step = Step.ABOUT_YOU
    optional = frozenset({"association_name", "association_cvr"})

    contact_name = TextField(
        label=_("Navn"),
        help_text=_("Tovholderen får vores beskeder."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        required=False,
    )
    contact_phone = PhoneField(label=_("Telefon"), required=False)
    contact_email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )
    association_name = TextField(
        label=_("Hvis I er en forening: Foreningens navn"), max_length=120, required=False
    )
    association_cvr = forms.CharField(
        label=_("Hvis I er en forening: CVR-nummer"),
        help_text=_("8 cifre. Foreningen skal have NemKonto."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "portal-input--short"}),
        required=False,
    )
    payout_way = one_of(
        PayoutWay,
        label=_("Hvem skal pengene ud til?"),
        help_text=_("Vi spørger først om kontooplysninger, hvis I får tilskud."),
    )
    wants_names_public = forms.BooleanField(
        label=_("I må gerne vise vores navne og billeder på hjemmesiden"),
        help_text=_(
            "Titel, kvarter og beløb bliver altid vist. Navne og billeder kun med jeres ja. "
            "I kan altid tage det tilbage."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.application, "assisted_entry", None) is not None:
            # Neither the typist's own data nor those of an account that was there.
            for name in ("contact_name", "contact_phone", "contact_email"):
                self.fields[name].widget.attrs["autocomplete"] = "off"
            return
        person = self.application.applicant
        known = {
            "contact_name": person.full_name,
            "contact_phone": person.phone,
            "contact_email": person.email,
        }
        for name, value in known.items():
            self.initial[name] = self.initial[name] or value

    def clean_association_cvr(self) -> str:
        """Take the number with blanks in it, and refuse one that cannot exist."""
        number = re.sub(r"\D", "", self.cleaned_data["association_cvr"])
        if self.cleaned_data["association_cvr"].strip() and not is_cvr_number(number):
            raise ValidationError(_("CVR-nummeret findes ikke. Tjek de 8 cifre"), code="cvr")
        return number


STEPS: tuple[type[StepForm], ...] = (
    EligibilityForm,
    IdeaStepForm,
    CommunityForm,
    TimeAndPlaceForm,
    MoneyForm,
    PermitsForm,
    QuestionsForm,
    AboutYouForm,
)
"""The steps in their order; which of them a round has is told by `queries.steps_of`."""

FORM_OF_STEP: dict[str, type[StepForm]] = {form.step.value: form for form in STEPS}
"""Step's address → its form."""
