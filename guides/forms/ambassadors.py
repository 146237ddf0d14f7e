"""What ambassadors tell of themselves and their work, and what their guides answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guides.enums import ActivityKind, ActivityMove, EndReason, RoleState
from guides.models import Ambassador, TrainingCourse
from guides.models.activity import MOST_MINUTES
from initiatives.forms.files import require_readable_size
from initiatives.models import Initiative
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, DateInput, PhoneField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_HOUR = 60


class InitiativeField(forms.ModelChoiceField[Initiative]):
    """Public initiatives by the title everybody may read, never one that waits for a moderator."""

    def label_from_instance(self, obj: Initiative) -> str:
        """The title as it is shown."""
        return obj.shown_title


class ActivityForm(PortalForm):
    """One thing an ambassador did."""

    kind = forms.ChoiceField(
        label=_("Hvad var det?"),
        choices=ActivityKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad det var")},
    )
    text = TextField(
        label=_("Hvad gjorde du?"),
        help_text=_("En linje er nok. Skriv ikke navne på andre."),
        limit=300,
        rows=3,
        error_messages={"required": _("Skriv, hvad du gjorde")},
    )
    initiative = InitiativeField(
        label=_("Hvilket initiativ?"),
        queryset=Initiative.objects.none(),
        required=False,
        empty_label=_("Intet bestemt"),
    )
    happened_on = DateField(
        label=_("Hvornår?"), error_messages={"required": _("Skriv, hvilken dag det var")}
    )
    hours = forms.DecimalField(
        label=_("Hvor mange timer?"),
        help_text=_("Cirka. Fx 2 eller 1,5."),
        min_value=0,
        max_value=MOST_MINUTES // _HOUR,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "5"}),
        error_messages={
            "required": _("Skriv, hvor mange timer det tog"),
            "invalid": _("Skriv timer som et tal, fx 1,5"),
        },
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, ambassador: Ambassador, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = cast("forms.ModelChoiceField[Initiative]", self.fields["initiative"])
        rows.queryset = (
            Initiative.objects.public()
            .filter(neighbourhood__in=ambassador.neighbourhoods.all())
            .select_related("presentation")
            .order_by("-created_at")
        )
        today = timezone.localdate()
        self.fields["happened_on"].widget = DateInput(min_date=ambassador.since, max_date=today)
        self.initial.setdefault("happened_on", today)
        self.initial.setdefault("token", uuid4())

    def clean_token(self) -> Any:
        """Give a form that lost its token a new one."""
        return self.cleaned_data["token"] or uuid4()

    def activity(self) -> dict[str, Any]:
        """What the action takes, of a valid form."""
        told = self.cleaned_data
        return {
            "token": told["token"],
            "kind": ActivityKind(told["kind"]),
            "happened_on": told["happened_on"],
            "minutes": int(told["hours"] * _HOUR),
            "text": told["text"],
            "initiative_id": told["initiative"].pk if told["initiative"] else None,
        }


class NeighbourIdeaForm(PortalForm):
    """An idea of a neighbour, and how to reach that neighbour."""

    text = TextField(
        label=_("Hvad er idéen?"),
        help_text=_("Et par linjer er nok. Skriv ikke om nogens helbred."),
        limit=500,
        rows=5,
        error_messages={"required": _("Skriv lidt om idéen")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"),
        queryset=Neighbourhood.objects.none(),
        error_messages={"required": _("Vælg et kvarter")},
    )
    name = TextField(
        label=_("Din nabos navn"),
        limit=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv din nabos navn")},
    )
    phone = PhoneField(
        label=_("Din nabos telefon"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Din nabos e-mail"),
        help_text=_("Skriv telefon, e-mail eller begge dele."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    has_said_yes = forms.BooleanField(
        label=_("Min nabo har sagt ja til, at jeg fortæller idéen, og at en guide ringer"),
        error_messages={"required": _("Sæt kryds, når din nabo har sagt ja")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()
        self.initial.setdefault("token", uuid4())

    def clean_token(self) -> Any:
        """Give a form that lost its token a new one."""
        return self.cleaned_data["token"] or uuid4()

    def clean(self) -> dict[str, Any]:
        """Ask for at least one way to reach the neighbour."""
        cleaned = super().clean() or {}
        missing = not cleaned.get("phone") and not cleaned.get("email")
        if missing and not self.errors.keys() & {"phone", "email"}:
            self.add_error("phone", _now("Skriv din nabos telefon eller e-mail"))
        return cleaned


class ProfileForm(PortalForm):
    """What everybody may see of an ambassador, and whether they may."""

    words = TextField(
        label=_("Dine ord"),
        help_text=_("En sætning om, hvad du gerne vil hjælpe med."),
        limit=200,
        rows=3,
        required=False,
    )
    picture = forms.FileField(
        label=_("Billede af dig"),
        help_text=_("jpg, png eller heic. Højst 10 MB."),
        required=False,
        max_length=None,
        widget=forms.FileInput(
            attrs={"accept": "image/*,.heic", "class": "form-input", "capture": "user"}
        ),
        error_messages={"empty": _("Filen er tom. Vælg en anden fil.")},
    )
    removes_picture = forms.BooleanField(label=_("Fjern billedet"), required=False)
    shown_publicly = forms.TypedChoiceField(
        label=_("Må fornavn, billede og ord stå på kvarterets side?"),
        choices=[("yes", _("Ja")), ("no", _("Nej"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )

    def __init__(self, *args: Any, ambassador: Ambassador, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["words"] = ambassador.words
        self.initial["shown_publicly"] = "yes" if ambassador.is_shown_publicly else "no"
        if ambassador.picture_id is None:
            del self.fields["removes_picture"]

    def clean_picture(self) -> UploadedFile[bytes] | None:
        """Refuse a picture that is too large to read."""
        chosen: UploadedFile[bytes] | None = self.cleaned_data["picture"]
        if chosen is not None:
            require_readable_size(chosen)
        return chosen

    def profile(self) -> dict[str, Any]:
        """What the action takes, of a valid form."""
        told = self.cleaned_data
        chosen = told["picture"]
        return {
            "words": told["words"],
            "picture": (chosen.name, chosen.read()) if chosen else None,
            "removes_picture": told.get("removes_picture", False),
            "shown_publicly": told["shown_publicly"],
        }


class EndForm(PortalForm):
    """Why the role ends."""

    reason = forms.ChoiceField(
        label=_("Hvorfor stopper rollen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en grund")},
    )

    def __init__(self, *args: Any, is_self: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = cast("forms.ChoiceField", self.fields["reason"])
        chosen = [EndReason.OWN_WISH, EndReason.MOVED, EndReason.OTHER]
        if not is_self:
            chosen.insert(2, EndReason.NOT_RENEWED)
        reason.choices = [(row.value, row.label) for row in chosen]


class DecideForm(PortalForm):
    """A guide's word on what an ambassador did."""

    move = forms.ChoiceField(
        label=_("Tæller det med?"),
        choices=[(ActivityMove.APPROVE, _("Ja, godkend")), (ActivityMove.DECLINE, _("Nej"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )
    answer = TextField(label=_("Et par ord til ambassadøren"), limit=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a word with a no."""
        cleaned = super().clean() or {}
        if cleaned.get("move") == ActivityMove.DECLINE and not cleaned.get("answer"):
            self.add_error("answer", _now("Skriv, hvorfor det ikke tæller med"))
        return cleaned


class ListForm(PortalForm):
    """The filters of the list of ambassadors."""

    marks_optional = False

    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"),
        queryset=Neighbourhood.objects.none(),
        required=False,
        empty_label=_("Alle kvarterer"),
    )
    course = forms.ModelChoiceField(
        label=pgettext_lazy("et enkelt", "Hold"),
        queryset=TrainingCourse.objects.none(),
        required=False,
        empty_label=_("Alle hold"),
    )
    state = forms.ChoiceField(
        label=_("Rolle"), choices=[("", _("Alle roller")), *RoleState.choices], required=False
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()
        cast("forms.ModelChoiceField[TrainingCourse]", self.fields["course"]).queryset = courses

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that hold; a wrong one is none."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
