"""What case staff type: a filter for the list, and one form for each move in a case."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import NextStep
from initiatives.models import (
    HEARING_DAYS,
    REASONS_MIN_LENGTH,
    Criterion,
    FundingRound,
    RoundSetup,
)
from portal.form_fields import DateField, MoneyField, TextField
from portal.forms import PortalForm
from portal.working_days import deadline_after

if TYPE_CHECKING:
    from initiatives.models import Application

_REASONS_HELP = _(
    "Borgeren læser dette først. Skriv almindeligt dansk: hvad I har lagt vægt på, og hvorfor."
)


class MoveForm(PortalForm):
    """A move in a case. `version` is the case as this person saw it when the page was opened."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        self.application = application
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", application.version)

    def typed(self) -> list[tuple[str, str]]:
        """What the person wrote, as (label, text): nothing of it may be lost in a conflict."""
        written = []
        for field in self.visible_fields():
            if isinstance(field.field, forms.ModelMultipleChoiceField):
                chosen = {str(value) for value in field.value() or []}
                rows = field.field.queryset or ()
                names = [str(row) for row in rows if str(row.pk) in chosen]
                text = ", ".join(names)
            elif isinstance(field.field, forms.MultipleChoiceField):
                picked = set(field.value() or [])
                options = cast("list[tuple[str, str]]", field.field.choices)
                text = ", ".join(str(label) for code, label in options if code in picked)
            else:
                text = str(field.value() or "")
            if text:
                written.append((str(field.label), text))
        return written


class ConfirmForm(MoveForm):
    """A move that asks for nothing but a yes."""


class ImpartialityForm(MoveForm):
    """«Habilitet»: whether one is without conflict in this case. Source: forvaltningsloven § 3."""

    is_impartial = forms.TypedChoiceField(
        label=_("Kan du behandle sagen?"),
        choices=[
            ("yes", _("Ja, jeg er ikke inhabil")),
            ("no", _("Nej, jeg er inhabil og skal ikke have med sagen at gøre")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, om du kan behandle sagen")},
    )


class QuestionForm(MoveForm):
    """What the group is asked, and by when it must answer."""

    text = TextField(
        label=_("Hvad mangler I at få at vide?"),
        help_text=_("Skriv til borgeren: du/I, korte sætninger, ét spørgsmål ad gangen."),
        limit=2000,
        rows=6,
        error_messages={"required": _("Skriv, hvad I mangler at få at vide")},
    )
    due_on = DateField(
        label=_("Svar senest"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv en frist for svaret")},
    )
    least_days = 7

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = deadline_after(self.least_days, since=timezone.localdate())
        self.initial.setdefault("due_on", day)

    def clean_due_on(self) -> datetime.date:
        """Refuse a deadline that has passed."""
        due_on: datetime.date = self.cleaned_data["due_on"]
        if due_on <= timezone.localdate():
            raise ValidationError(_("Fristen skal være efter i dag"), code="past")
        return due_on


class HearingForm(QuestionForm):
    """Facts from others, against the group: put to it first. Source: forvaltningsloven § 19."""

    least_days = HEARING_DAYS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Hvilke oplysninger har I?")
        self.fields["text"].help_text = _(
            "Skriv oplysningen, hvor den kommer fra, og hvad den kan betyde for svaret."
        )
        self.fields["text"].error_messages["required"] = _("Skriv, hvilke oplysninger I har")


class RecommendForm(MoveForm):
    """What the caseworker advises."""

    amount = MoneyField(
        label=_("Indstillet beløb (kr.)"),
        min_value=0,
        help_text=_("Skriv 0, hvis du indstiller til afslag."),
        error_messages={
            "required": _("Skriv det beløb, du indstiller"),
            "invalid": _("Indtast et beløb i hele kroner"),
        },
    )
    reasons = TextField(
        label=_("Begrundelse"),
        help_text=_("Hvad har du lagt vægt på? Godkenderen læser det."),
        limit=4000,
        rows=12,
        error_messages={"required": _("Skriv en begrundelse")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("amount", self.application.amount_requested)
        self.initial.setdefault("reasons", self._criteria_to_write_about())

    def _criteria_to_write_about(self) -> str:
        """The criteria's names to begin with; what to say about each is the person's own."""
        rows = RoundSetup.objects.criteria_for(self.application)
        return "\n\n".join(f"{row.name}:" for row in rows)

    def clean_reasons(self) -> str:
        """Refuse the names alone: they are no reasons."""
        reasons: str = self.cleaned_data["reasons"]
        if "".join(reasons.split()) == "".join(self._criteria_to_write_about().split()):
            raise ValidationError(_("Skriv en begrundelse"), code="required")
        return reasons


class ReasonForm(MoveForm):
    """A move that needs only its reason."""

    reason = TextField(
        label=_("Hvorfor?"),
        limit=4000,
        rows=6,
        error_messages={"required": _("Skriv, hvorfor")},
    )


class DecisionForm(MoveForm):
    """Reasons and the criteria they rest on: what every decision has in common."""

    reasons = TextField(label=_("Begrundelse"), help_text=_REASONS_HELP, limit=4000, rows=8)
    criteria = forms.ModelMultipleChoiceField(
        label=_("Kriterier, I har lagt vægt på"),
        queryset=Criterion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Criterion]", self.fields["criteria"])
        field.queryset = self.application.funding_round.criteria.all()

    def require_grounds(self) -> None:
        """Say at both fields at once what a decision against the group lacks."""
        reasons = self.cleaned_data.get("reasons") or ""
        if len(reasons) < REASONS_MIN_LENGTH and "reasons" not in self.errors:
            self.add_error("reasons", _("Skriv en begrundelse på mindst 80 tegn"))
        criteria = cast("forms.ModelMultipleChoiceField[Criterion]", self.fields["criteria"])
        if criteria.queryset and not self.cleaned_data.get("criteria"):
            self.add_error("criteria", _("Vælg mindst ét kriterium"))


class AwardForm(DecisionForm):
    """An award in full, or in part with reasons."""

    amount = MoneyField(
        label=_("Beløb (kr.)"),
        error_messages={
            "required": _("Skriv det beløb, I bevilger"),
            "invalid": _("Indtast et beløb i hele kroner"),
            "min_value": _("Beløbet skal være over 0 kr."),
        },
    )
    conditions = TextField(
        label=_("Særlige vilkår, hvis der er nogen"),
        help_text=_(
            "Ét vilkår på hver linje. De står i brevet, og gruppen siger ja til dem sammen med de "
            "almindelige vilkår. Fx: I har ejerens ja, før I går i gang."
        ),
        limit=2000,
        rows=4,
        required=False,
    )
    field_order = ["amount", "reasons", "criteria", "conditions"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = self.fields["reasons"]
        reasons.required = False
        reasons.label = _("Begrundelse, hvis I bevilger mindre end ansøgt")
        reasons.help_text = _("Mindst 80 tegn. Borgeren læser dette først.")
        proposal = self.application.award_proposals.standing().last()
        if proposal:
            self.initial.update(
                reasons=proposal.reasons,
                criteria=proposal.criteria_ids,
                conditions=proposal.conditions,
            )
        advice = proposal or self.application.recommendations.last()
        self.initial.setdefault(
            "amount", advice.amount if advice else self.application.amount_requested
        )

    def clean(self) -> dict[str, Any]:
        """A part of what was asked for needs reasons and criteria."""
        cleaned = super().clean() or {}
        amount = cleaned.get("amount")
        if amount is not None and amount < self.application.amount_requested:
            self.require_grounds()
        return cleaned


class RefuseForm(DecisionForm):
    """A refusal: never without reasons. Source: forvaltningsloven §§ 22 and 24.

    It may say «not now», and then where the group can go instead.
    """

    next_step = forms.ChoiceField(
        label=_("Er svaret »ikke nu«?"),
        help_text=_("Vis gruppen en vej videre, hvis der er en. Den står i svaret."),
        choices=[("", _("Nej, det er et afslag")), *NextStep.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    next_round = forms.ModelChoiceField(
        label=_("Den anden runde (kun hvis du har valgt en anden runde)"),
        queryset=FundingRound.objects.none(),
        required=False,
        empty_label=_("Vælg"),
    )
    next_on = DateField(
        label=_("Søg igen fra (kun hvis du har valgt senere)"),
        help_text=_("Skriv dag/måned/år."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].error_messages["required"] = _("Skriv begrundelsen for afslaget")
        rounds = cast("forms.ModelChoiceField[FundingRound]", self.fields["next_round"])
        day = timezone.localdate()
        still = FundingRound.objects.exclude(pk=self.application.funding_round_id)
        rounds.queryset = still.exclude(closes_on__lt=day).order_by("opens_on", "title")

    def clean(self) -> dict[str, Any]:
        """A refusal needs reasons and criteria, and «not now» the way it shows."""
        cleaned = super().clean() or {}
        self.require_grounds()
        step = cleaned.get("next_step")
        if step == NextStep.OTHER_ROUND and not cleaned.get("next_round"):
            self.add_error("next_round", _("Vælg den anden runde"))
        day = cleaned.get("next_on")
        is_ahead = day is not None and day > timezone.localdate()
        if step == NextStep.LATER and not is_ahead and "next_on" not in self.errors:
            self.add_error("next_on", _("Skriv en dag efter i dag"))
        return cleaned


class DismissForm(MoveForm):
    """«Afvis»: on form, not on merit."""

    reasons = TextField(
        label=_("Begrundelse"),
        help_text=_REASONS_HELP,
        limit=4000,
        rows=6,
        error_messages={"required": _("Skriv begrundelsen for at afvise")},
    )
