"""The filter of the list of events, and signing up for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.form_fields import TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from home.models import EventPage
    from portal.areas.models import Neighbourhood

ANSWER = 300

WEEK, MONTH = "week", "month"


class EventListForm(PortalForm):
    """Which events to show, as it stands in the address; a mistyped field asks for nothing."""

    marks_optional = False

    place = forms.ChoiceField(label=gettext_lazy("Kvarter"), required=False)
    when = forms.ChoiceField(
        label=gettext_lazy("Hvornår"),
        required=False,
        choices=[
            ("", gettext_lazy("Alle kommende")),
            (WEEK, gettext_lazy("De næste 7 dage")),
            (MONTH, gettext_lazy("De næste 30 dage")),
        ],
    )

    def __init__(
        self, *args: Any, places: Iterable[Neighbourhood], is_past: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_past:
            del self.fields["when"]
        self.places = list(places)
        field = cast("forms.ChoiceField", self.fields["place"])
        field.choices = [("", _("Hele kommunen")), *((row.slug, row.name) for row in self.places)]

    @property
    def wanted(self) -> dict[str, str]:
        """The clean values of the fields that have one."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class EventSignUpForm(PortalForm):
    """How many come, and an answer where the editor asks something."""

    full_name = TextField(
        label=gettext_lazy("Dit navn"),
        limit=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Skriv dit navn")},
    )
    people = forms.TypedChoiceField(
        label=gettext_lazy("Hvor mange kommer I?"),
        help_text=gettext_lazy("Tæl dig selv med."),
        coerce=int,
        initial=1,
    )
    answer = TextField(limit=ANSWER, required=False)

    def __init__(self, *args: Any, event: EventPage, has_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_name:
            del self.fields["full_name"]
        people = cast("forms.TypedChoiceField", self.fields["people"])
        people.choices = [(number, str(number)) for number in range(1, event.most_people + 1)]
        if event.most_people == 1:
            people.widget = forms.HiddenInput()
        if event.question:
            self.fields["answer"].label = event.question
            self.fields["answer"].help_text = _("Skriv ikke om helbred.")
        else:
            del self.fields["answer"]
