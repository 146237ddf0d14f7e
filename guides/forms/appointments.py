"""When, where and with whom a guide meets somebody."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.form_fields import DateField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from guides.models import Appointment

_TIME = re.compile(r"(?:kl\.?)?\s*(?P<hour>\d{1,2})(?:[.:]?(?P<minute>\d{2}))?")
_LENGTHS = [
    ("30", gettext_lazy("En halv time")),
    ("60", gettext_lazy("En time")),
    ("90", gettext_lazy("Halvanden time")),
    ("120", gettext_lazy("To timer")),
    ("240", gettext_lazy("En halv dag")),
]


class TimeField(forms.CharField):
    """A time of day as people write it: 14, 14.30, 14:30, 1430 or kl. 14."""

    def clean(self, value: Any) -> Any:
        """Read the time."""
        found = _TIME.fullmatch(super().clean(value).strip().lower())
        try:
            return datetime.time(int(found["hour"]), int(found["minute"] or 0)) if found else _no()
        except ValueError:
            return _no()


def _no() -> NoReturn:
    raise ValidationError(_("Skriv tiden som 14.30"), "invalid")


class AppointmentForm(PortalForm):
    """An appointment: what it is about, when, how long, where, with whom."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    title = TextField(
        label=gettext_lazy("Hvad handler det om?"),
        limit=120,
        error_messages={"required": gettext_lazy("Skriv kort, hvad I skal")},
    )
    day = DateField(
        label=gettext_lazy("Dag"),
        help_text=gettext_lazy("Dag/måned/år, fx 12/03/2027"),
        error_messages={"required": gettext_lazy("Skriv, hvilken dag I mødes")},
    )
    time = TimeField(
        label=gettext_lazy("Klokken"),
        help_text=gettext_lazy("Fx 14.30"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "portal-input--short"}),
        error_messages={"required": gettext_lazy("Skriv, hvad klokken er, fx 14.30")},
    )
    length = forms.ChoiceField(label=gettext_lazy("Hvor længe?"), choices=_LENGTHS, initial="60")
    place = TextField(label=gettext_lazy("Hvor"), limit=160, required=False)
    with_whom = TextField(
        label=gettext_lazy("Med hvem"),
        limit=160,
        required=False,
        help_text=gettext_lazy("Fx gruppen og boligforeningens vært"),
    )
    with_group = forms.BooleanField(
        label=gettext_lazy("Gruppen er med. Den ser aftalen og får en mail"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "token" in self.fields:
            self.fields["token"].initial = uuid4

    def appointment(self) -> dict[str, Any]:
        """The appointment as plain values, in Danish time."""
        told = dict(self.cleaned_data)
        begins = datetime.datetime.combine(told.pop("day"), told.pop("time"))
        starts_at = timezone.make_aware(begins)
        length = datetime.timedelta(minutes=int(told.pop("length")))
        return told | {"starts_at": starts_at, "ends_at": starts_at + length}


class AppointmentChangeForm(AppointmentForm):
    """An appointment moved or put right."""

    token = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, appointment: Appointment, **kwargs: Any) -> None:
        begins = timezone.localtime(appointment.starts_at)
        minutes = round((appointment.ends_at - appointment.starts_at).total_seconds() / 60)
        names = ("title", "place", "with_whom", "with_group", "version")
        stands = {name: getattr(appointment, name) for name in names}
        stands |= {"day": begins.date(), "time": f"{begins:%H.%M}", "length": str(minutes)}
        super().__init__(*args, initial=stands, **kwargs)
