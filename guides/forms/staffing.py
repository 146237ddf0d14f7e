"""What is typed when courses change hands: an offer, an absence, an invitation, an emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guides.actions.emergencies import SHORTEST_REASON
from portal.areas.models import Neighbourhood
from portal.form_fields import DateField, PhoneField, TextField
from portal.forms import PortalForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guides.models import Case, CommunityGuide

_DAY = _("Dag/måned/år, fx 12/03/2027")


class CoursesForm(PortalForm):
    """Some courses of a list, and a colleague of a list."""

    courses = forms.MultipleChoiceField(
        label=_("Forløb"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst et forløb")},
    )
    colleague = forms.ChoiceField(
        label=_("Kollega"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en kollega")},
    )

    def __init__(
        self,
        *args: Any,
        cases: Iterable[Case],
        colleagues: Iterable[CommunityGuide],
        picked: Iterable[Case] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rows, people = list(cases), list(colleagues)
        self.ids = {str(case.public_id): case.pk for case in rows}
        self.people = {str(guide.public_id): guide.pk for guide in people}
        courses = cast("forms.MultipleChoiceField", self.fields["courses"])
        courses.choices = [(str(case.public_id), _named(case)) for case in rows]
        if picked is not None:
            courses.initial = [str(case.public_id) for case in picked]
        colleague = cast("forms.ChoiceField", self.fields["colleague"])
        colleague.choices = [(str(guide.public_id), with_room(guide)) for guide in people]
        if len(people) == 1:
            colleague.initial = str(people[0].public_id)

    def chosen_courses(self) -> list[int]:
        """Primary keys of the ticked courses."""
        return [self.ids[key] for key in self.cleaned_data["courses"]]

    def chosen_colleague(self) -> int:
        """Primary key of the chosen colleague."""
        return self.people[self.cleaned_data["colleague"]]


def _named(case: Case) -> str:
    return f"{case.initiative.title} · {case.initiative.neighbourhood or '–'}"


def with_room(guide: CommunityGuide) -> str:
    """A guide by name, with how much room they have; for rows of `with_load`."""
    load = getattr(guide, "load", 0)
    room = _now("%(load)s af %(capacity)s pladser brugt") % {
        "load": load,
        "capacity": guide.capacity,
    }
    return f"{guide.user} · {room}"


class HandOverForm(CoursesForm):
    """Courses offered to a colleague, with a few words."""

    words = TextField(
        label=_("Besked til kollegaen"),
        limit=300,
        rows=3,
        required=False,
        help_text=_("Skriv ikke CPR-nummer eller oplysninger om helbred."),
    )


class GiveAnewForm(CoursesForm):
    """Courses whose guide has left, given to a colleague by the lead."""


class AbsenceForm(CoursesForm):
    """A period, and who looks after which courses in it."""

    starts_on = DateField(
        label=_("Første dag"),
        help_text=_DAY,
        error_messages={"required": _("Skriv den første dag")},
    )
    ends_on = DateField(
        label=_("Sidste dag"),
        help_text=_DAY,
        error_messages={"required": _("Skriv den sidste dag")},
    )

    field_order = ["starts_on", "ends_on", "colleague", "courses"]


class DeclineForm(PortalForm):
    """Why one cannot take a course over; may be left open."""

    answer = TextField(label=_("Svar til kollegaen"), limit=300, rows=3, required=False)


class AssignForm(PortalForm):
    """The guide who is to have a waiting course, the best fit first."""

    guide = forms.ChoiceField(
        label=_("Guide"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en guide")},
    )

    def __init__(self, *args: Any, guides: Iterable[CommunityGuide], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(guides)
        self.people = {str(guide.public_id): guide.pk for guide in people}
        field = cast("forms.ChoiceField", self.fields["guide"])
        field.choices = [
            (str(guide.public_id), f"{with_room(guide)} · {guide.organisation}") for guide in people
        ]
        field.initial = next(iter(self.people), None)

    def chosen(self) -> int:
        """Primary key of the chosen guide."""
        return self.people[self.cleaned_data["guide"]]


class EmergencyForm(PortalForm):
    """Which course is opened in an emergency, and why."""

    number = TextField(
        label=_("Sagsnummer"),
        limit=40,
        help_text=_("Fx HTI-2026-0042"),
        error_messages={"required": _("Skriv sagsnummeret")},
    )
    reason = TextField(
        label=_("Hvorfor haster det?"),
        limit=300,
        rows=3,
        help_text=_("Borgeren, guiden og programlederen kan læse det."),
        error_messages={"required": _("Skriv, hvorfor det haster")},
    )

    def clean_reason(self) -> str:
        """Refuse what is too short to be a reason."""
        reason = str(self.cleaned_data["reason"]).strip()
        if len(reason) < SHORTEST_REASON:
            raise forms.ValidationError(_now("Skriv i en hel sætning, hvorfor det haster."))
        return reason


class LeadInvitationForm(PortalForm):
    """Whom to make lead of an organisation's guides."""

    email = forms.EmailField(label=_("E-mail"), error_messages={"required": _("Skriv en e-mail")})


class GuideInvitationForm(LeadInvitationForm):
    """Whom to make a guide, and where."""

    neighbourhoods = forms.ModelMultipleChoiceField(
        label=_("Kvarterer"),
        queryset=Neighbourhood.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst et kvarter")},
    )


class BeginForm(PortalForm):
    """What a new lead tells: a name."""

    full_name = TextField(
        label=_("Navn"), limit=120, error_messages={"required": _("Skriv dit navn")}
    )


class BeginAsGuideForm(BeginForm):
    """What a new guide tells: what citizens see."""

    phone = PhoneField(label=_("Telefon"), error_messages={"required": _("Skriv dit nummer")})
    languages = TextField(label=_("Sprog"), limit=120, help_text=_("Fx dansk, engelsk, arabisk"))
    greeting = TextField(
        label=_("Hilsen"), limit=200, required=False, help_text=_("Den ser borgerne.")
    )
