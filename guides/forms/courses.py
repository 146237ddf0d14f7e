"""Drawing up a course from its programme, and changing it and its sessions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guides.models import (
    CommunityGuide,
    TrainingCourse,
    TrainingModule,
    TrainingProgramme,
    TrainingSession,
)
from initiatives.forms.files import ACCEPTED, require_readable_size
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, DateInput, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_CLOCK = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"})
_MOST_PLACES = 200


class ClockField(forms.TimeField):
    """A time of day as people write it: 17, 17.00, 17:00 or 1700."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H%M", "%H", "%H:%M:%S"])
        kwargs.setdefault("widget", forms.TimeInput(attrs=_CLOCK.attrs, format="%H.%M"))
        wrong = _("Skriv tidspunktet som time og minut, fx 17.00")
        kwargs.setdefault("error_messages", {"required": wrong, "invalid": wrong})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.time | None:
        """Read the time; «kl.» in front does no harm."""
        if isinstance(value, str):
            value = value.lower().replace("kl.", "").replace("kl", "").strip()
        read: datetime.time | None = super().to_python(value)
        return read


def at(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    """The moment of a local day and time."""
    return timezone.make_aware(datetime.datetime.combine(day, clock))


def _places_field(**kwargs: Any) -> forms.IntegerField:
    kwargs.setdefault("label", _("Pladser"))
    return forms.IntegerField(
        **kwargs,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_PLACES)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
        error_messages={"required": _("Skriv antal pladser"), "invalid": _("Skriv et helt tal")},
    )


class _CourseForm(PortalForm):
    """What drawing up and changing have in common."""

    title = TextField(
        label=_("Holdets navn"),
        limit=80,
        error_messages={"required": _("Skriv holdets navn")},
    )
    place = TextField(
        label=_("Sted"),
        limit=120,
        error_messages={"required": _("Skriv, hvor holdet mødes")},
    )
    capacity = _places_field()
    neighbourhoods = forms.ModelMultipleChoiceField(
        label=_("Kvarterer"),
        queryset=Neighbourhood.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    trainers = forms.ModelMultipleChoiceField(
        label=_("Guider på holdet"),
        queryset=CommunityGuide.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(
        label=_("Vis holdet, og lad borgere tilmelde sig"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = cast(
            "forms.ModelMultipleChoiceField[Neighbourhood]", self.fields["neighbourhoods"]
        )
        places.queryset = Neighbourhood.objects.active()
        guides = cast("forms.ModelMultipleChoiceField[CommunityGuide]", self.fields["trainers"])
        guides.queryset = CommunityGuide.objects.active().select_related("user")


class DrawUpForm(_CourseForm):
    """The few facts from which the days of a course are proposed."""

    programme = forms.ModelChoiceField(
        label=_("Uddannelse"),
        queryset=TrainingProgramme.objects.none(),
        error_messages={"required": _("Vælg en uddannelse")},
    )
    first_on = DateField(
        label=_("Første møde"),
        help_text=_("Resten foreslås ugen efter hinanden. Helligdage springes over."),
        error_messages={"required": _("Skriv dagen for det første møde")},
    )
    begins_at = ClockField(label=_("Klokken"))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = ["programme", "title", "first_on", "begins_at", "place", "capacity"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = cast("forms.ModelChoiceField[TrainingProgramme]", self.fields["programme"])
        programmes.queryset = TrainingProgramme.objects.active()
        self.fields["first_on"].widget = DateInput(min_date=timezone.localdate())
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("begins_at", datetime.time(17))

    def clean_token(self) -> Any:
        """Give a form that lost its token a new one."""
        return self.cleaned_data["token"] or uuid4()

    def clean_first_on(self) -> datetime.date:
        """Refuse a day that has passed."""
        return _not_passed(self.cleaned_data["first_on"])


def _not_passed(day: datetime.date) -> datetime.date:
    if day < timezone.localdate():
        raise forms.ValidationError(_now("Vælg en dag, der ikke er gået"))
    return day


class DaysForm(PortalForm):
    """The proposed days, one for each module, as they may be changed before the course is made."""

    def __init__(
        self,
        *args: Any,
        modules: Sequence[TrainingModule],
        days: Sequence[datetime.date],
        begins_at: datetime.time,
        **kwargs: Any,
    ) -> None:
        self.modules = modules
        super().__init__(*args, **kwargs)
        for place, (module, day) in enumerate(zip(modules, days, strict=True)):
            told = {"module": module.title}
            self.fields[f"day_{place}"] = DateField(
                label=_now("Dag for »%(module)s«") % told,
                initial=day,
                error_messages={"required": _now("Skriv en dag for »%(module)s«") % told},
            )
            self.fields[f"clock_{place}"] = ClockField(
                label=_now("Klokken for »%(module)s«") % told, initial=begins_at
            )

    @property
    def moments(self) -> list[datetime.datetime]:
        """When the sessions begin, of a valid form."""
        told = self.cleaned_data
        return [
            at(told[f"day_{place}"], told[f"clock_{place}"]) for place in range(len(self.modules))
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each module with its two fields, for the page."""
        return [
            {"module": module, "day": self[f"day_{place}"], "clock": self[f"clock_{place}"]}
            for place, module in enumerate(self.modules)
        ]


class ChangeForm(_CourseForm):
    """What a course says of itself."""

    about = TextField(label=_("Om holdet"), limit=1000, rows=4, required=False)
    signup_until = DateField(
        label=_("Tilmelding senest"),
        help_text=_("Tomt felt: indtil holdet begynder."),
        required=False,
    )

    field_order = ["title", "about", "place", "capacity", "is_public", "signup_until"]

    def __init__(self, *args: Any, course: TrainingCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "about", "place", "capacity", "is_public", "signup_until"):
            self.initial[name] = getattr(course, name)
        self.initial["neighbourhoods"] = [row.pk for row in course.neighbourhoods.all()]
        self.initial["trainers"] = [row.pk for row in course.trainers.all()]


class MoveForm(PortalForm):
    """A session's new time and place."""

    day = DateField(label=_("Dag"), error_messages={"required": _("Skriv en dag")})
    clock = ClockField(label=_("Klokken"))
    place = TextField(
        label=_("Sted"), limit=120, error_messages={"required": _("Skriv, hvor mødet er")}
    )
    capacity = _places_field(
        label=_("Pladser i lokalet"),
        help_text=_("Tomt felt: lige så mange som på holdet. Overskydende pladser er til gæster."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: TrainingSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moment = timezone.localtime(session.starts_at)
        known = {"day": moment.date(), "clock": moment.time(), "place": session.place}
        self.initial.update(known | {"version": session.version, "capacity": session.capacity})
        self.fields["day"].widget = DateInput(min_date=timezone.localdate())

    def clean_day(self) -> datetime.date:
        """Refuse a day that has passed."""
        return _not_passed(self.cleaned_data["day"])

    @property
    def starts_at(self) -> datetime.datetime:
        """The new moment, of a valid form."""
        return at(self.cleaned_data["day"], self.cleaned_data["clock"])


class CancelForm(PortalForm):
    """Why a session is cancelled."""

    reason = TextField(
        label=_("Hvorfor aflyses mødet?"),
        help_text=_("Står på deltagernes side."),
        limit=200,
        error_messages={"required": _("Skriv, hvorfor mødet aflyses")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MaterialForm(PortalForm):
    """Something to read or bring."""

    title = TextField(
        label=_("Hvad er det?"),
        limit=80,
        error_messages={"required": _("Skriv, hvad det er")},
    )
    url = forms.URLField(
        label=_("Link"),
        help_text=_("Begynder med https://"),
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https"])],
    )
    upload = forms.FileField(
        label=_("Fil"),
        help_text=_("pdf, jpg, png, heic eller docx. Højst 10 MB."),
        required=False,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-input"}),
        error_messages={"empty": _("Filen er tom. Vælg en anden fil.")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid4())

    def clean_token(self) -> Any:
        """Give a form that lost its token a new one."""
        return self.cleaned_data["token"] or uuid4()

    def clean_upload(self) -> UploadedFile[bytes] | None:
        """Refuse a document that is too large to read."""
        chosen: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if chosen is not None:
            require_readable_size(chosen)
        return chosen

    def material(self) -> dict[str, Any]:
        """What the action takes, of a valid form."""
        told = dict(self.cleaned_data)
        chosen = told["upload"]
        return told | {"upload": (chosen.name, chosen.read()) if chosen else None}
