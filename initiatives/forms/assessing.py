"""What those who assess type: scores with a line each, and statements."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.actions.assessments import Scored
from initiatives.models import PanelMember, Stance
from portal.form_fields import DateField, TextField
from portal.forms import PortalForm
from portal.working_days import deadline_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms.boundfield import BoundField

    from initiatives.models import Assessment
    from initiatives.models.setup import Weighed
    from portal.users.models import User

SCORES = [
    ("3", _("3 – i høj grad")),
    ("2", _("2 – i nogen grad")),
    ("1", _("1 – i mindre grad")),
    ("0", _("0 – slet ikke")),
]
_DAYS = 7


class DeclarationForm(PortalForm):
    """Whether one is without conflict, asked before the case is shown.

    Source: forvaltningsloven § 3.
    """

    marks_optional = False
    is_impartial = forms.TypedChoiceField(
        label=_("Kan du vurdere ansøgningen?"),
        choices=[
            ("yes", _("Ja, jeg er ikke inhabil")),
            ("no", _("Nej, jeg er inhabil")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om du kan vurdere ansøgningen")},
    )


class AssessmentForm(PortalForm):
    """A score and a line for each criterion; made for its criteria by `assessment_form`."""

    marks_optional = False
    criteria: Sequence[Weighed] = ()

    version = forms.IntegerField(widget=forms.HiddenInput)
    comment = TextField(
        label=_("Samlet bemærkning (frivilligt)"), limit=2000, rows=4, required=False
    )

    def __init__(self, *args: Any, assessment: Assessment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", assessment.version if assessment else 0)
        if assessment is not None:
            self.initial.setdefault("comment", assessment.comment)
            for row in assessment.scores.all():
                self.initial.setdefault(f"score_{row.position}", row.score)
                self.initial.setdefault(f"remark_{row.position}", row.remark)

    def scored(self) -> list[Scored]:
        """What was typed, in the order of the criteria."""
        answers = self.cleaned_data
        return [
            Scored(answers[f"score_{number}"], answers[f"remark_{number}"])
            for number in range(len(self.criteria))
        ]

    def rows(self) -> list[tuple[Weighed, BoundField, BoundField]]:
        """Each criterion with its two fields."""
        return [
            (criterion, self[f"score_{number}"], self[f"remark_{number}"])
            for number, criterion in enumerate(self.criteria)
        ]


def assessment_form(criteria: Sequence[Weighed], *, is_draft: bool) -> type[AssessmentForm]:
    """The form for these criteria. A draft may leave anything open."""
    fields: dict[str, Any] = {"criteria": criteria}
    for number, criterion in enumerate(criteria):
        fields |= _fields(number, criterion, is_draft=is_draft)
    return cast("type[AssessmentForm]", type("CriteriaForm", (AssessmentForm,), fields))


def _fields(number: int, criterion: Weighed, *, is_draft: bool) -> dict[str, forms.Field]:
    name = {"name": criterion.name}
    weight = gettext("Vægt %(weight)s.") % {"weight": criterion.weight}
    return {
        f"score_{number}": forms.TypedChoiceField(
            label=criterion.name,
            help_text=f"{criterion.help_text} {weight}".strip(),
            choices=SCORES,
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            required=not is_draft,
            error_messages={"required": gettext("Vælg en karakter for »%(name)s«") % name},
        ),
        f"remark_{number}": TextField(
            label=gettext("En linje om »%(name)s«") % name,
            limit=200,
            required=not is_draft,
            error_messages={"required": gettext("Skriv en linje om »%(name)s«") % name},
        ),
    }


class _WithDay(PortalForm):
    """A day by which somebody is to answer, a week from now unless another is typed."""

    marks_optional = False
    due_on = DateField(
        label=_("Svar senest"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv en frist for svaret")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = deadline_after(_DAYS, since=timezone.localdate())
        self.initial.setdefault("due_on", day)

    def clean_due_on(self) -> datetime.date:
        """Refuse a day that has come."""
        due_on: datetime.date = self.cleaned_data["due_on"]
        if due_on <= timezone.localdate():
            raise ValidationError(_("Fristen skal være efter i dag"), code="past")
        return due_on


class PanelForm(_WithDay):
    """Which panel members are to assess."""

    members = forms.ModelMultipleChoiceField(
        label=_("Hvem skal vurdere?"),
        help_text=_("De ser ansøgningen uden telefon og e-mail. De ser ikke hinandens karakterer."),
        queryset=PanelMember.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét panelmedlem")},
    )
    field_order = ["members", "due_on"]

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(
            "forms.ModelMultipleChoiceField[PanelMember]", self.fields["members"]
        ).queryset = choices


class AskOpinionForm(_WithDay):
    """Of whom a statement is asked, and about what."""

    of = forms.TypedChoiceField(
        label=_("Hvem vil du spørge?"),
        coerce=int,
        error_messages={"required": _("Vælg, hvem du vil spørge")},
    )
    question = TextField(
        label=_("Hvad vil du vide?"),
        help_text=_("Spørg om ét forhold. Udtalelsen bliver en del af sagen."),
        limit=1000,
        rows=4,
        error_messages={"required": _("Skriv, hvad du vil vide")},
    )
    field_order = ["of", "question", "due_on"]

    def __init__(
        self, *args: Any, guides: Sequence[User], colleagues: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = [(_("Gruppens guide"), guides), (_("Kolleger"), colleagues)]
        people = [
            (label, [(str(one.pk), str(one)) for one in persons])
            for label, persons in groups
            if persons
        ]
        cast("forms.ChoiceField", self.fields["of"]).choices = [("", _("Vælg")), *people]


class OpinionForm(PortalForm):
    """A short statement, and what it comes to."""

    marks_optional = False
    answer = TextField(
        label=_("Din udtalelse"),
        help_text=_("Skriv kun det, du ved. Gruppen kan få lov at læse det."),
        limit=2000,
        rows=6,
        error_messages={"required": _("Skriv din udtalelse")},
    )
    stance = forms.ChoiceField(
        label=_("Hvad taler den for?"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad udtalelsen taler for")},
    )
