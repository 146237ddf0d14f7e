"""What a trainer types about people on a course."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models import TrainingCourse
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, DateInput, TextField
from portal.forms import PortalForm

_SHOWN = _("Personen har sagt ja til at blive vist med fornavn på kvarterets side")


class EnrolForm(PortalForm):
    """A person to put on a course."""

    full_name = TextField(
        label=_("Navn"),
        limit=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv personens navn")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Personen får en mail om, at de er på holdet."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv personens e-mail")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Kvarter"),
        help_text=_("Det kvarter, personen vil være ambassadør i."),
        queryset=Neighbourhood.objects.none(),
        error_messages={"required": _("Vælg et kvarter")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for anew by each form: the list of places may change while the server runs.
        places = cast("forms.ModelChoiceField[Neighbourhood]", self.fields["neighbourhood"])
        places.queryset = Neighbourhood.objects.active()


class CompleteForm(PortalForm):
    """That a person has finished, and what may be shown of them."""

    completed_on = DateField(
        label=_("Hvornår blev uddannelsen gennemført?"),
        help_text=_("Dag/måned/år, fx 12/03/2027"),
        error_messages={"required": _("Skriv, hvornår uddannelsen blev gennemført")},
    )
    shown_publicly = forms.BooleanField(
        label=_SHOWN,
        help_text=_("Ja'et gemmes med dato. Personen kan altid fortryde."),
        required=False,
    )
    words = TextField(
        label=_("Egne ord"),
        help_text=_("En sætning fra personen. Den vises kun sammen med fornavnet."),
        limit=200,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, course: TrainingCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        day = self.fields["completed_on"]
        day.initial = min(today, course.ends_on)
        day.widget = DateInput(min_date=course.starts_on, max_date=today)


class ConsentForm(PortalForm):
    """An ambassador's yes or no to being shown."""

    shown_publicly = forms.TypedChoiceField(
        label=_("Må fornavnet stå på kvarterets side?"),
        choices=[("yes", _("Ja")), ("no", _("Nej"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg ja eller nej")},
    )
