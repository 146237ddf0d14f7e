"""What is typed at the decision meeting: the meeting itself, one mark, and why one decides so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.actions.deciding import Onward
from initiatives.actions.meetings import Verdict
from initiatives.enums import NextStep
from initiatives.forms.staff import MoveForm
from initiatives.models import REASONS_MIN_LENGTH, DecisionMeeting, GrantPool
from portal.form_fields import DateField, MoneyField, TextField
from portal.forms import PortalForm
from portal.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms.boundfield import BoundField

    from initiatives.models import Application, FundingRound, TrialAward


class MeetingForm(PortalForm):
    """A new meeting: about which pool, and when."""

    pool = forms.ModelChoiceField(
        label=_("Pulje"),
        queryset=GrantPool.objects.none(),
        error_messages={"required": _("Vælg en pulje")},
    )
    title = TextField(
        label=_("Titel"),
        max_length=80,
        help_text=_("Så kan andre kende mødet igen, for eksempel »Decembermødet«."),
        error_messages={"required": _("Skriv en titel")},
    )
    meets_on = DateField(
        label=_("Dato"),
        help_text=_("Skriv dag/måned/år."),
        error_messages={"required": _("Skriv den dag, I mødes")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools = cast("forms.ModelChoiceField[GrantPool]", self.fields["pool"])
        busy = DecisionMeeting.objects.open().values("pool")
        pools.queryset = GrantPool.objects.exclude(pk__in=busy)
        self.initial.setdefault("meets_on", timezone.localdate())


class MarkForm(PortalForm):
    """One mark: which case, how much, and which version of the mark the person saw."""

    application = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    amount = MoneyField(
        label=_("Beløb (kr.)"),
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-input"}),
        error_messages={
            "required": _("Skriv et beløb, eller 0 for afslag"),
            "invalid": _("Indtast et beløb i hele kroner"),
            "min_value": _("Beløbet kan ikke være under 0 kr."),
        },
    )

    next_step = forms.ChoiceField(
        label=_("Vejen videre"),
        choices=[("", _("Vælg")), *NextStep.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )
    next_round = forms.TypedChoiceField(
        label=_("Hvis en anden runde: hvilken?"),
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )
    next_on = DateField(
        label=_("Hvis senere: fra hvilken dag?"),
        help_text=_("Skriv dag/måned/år."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        rounds: Sequence[FundingRound] = (),
        shows_ways: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shows_ways = shows_ways or "not_now" in self.data
        self.fields["next_on"].widget.attrs["class"] = "form-input"
        # Read once for the whole page: no query for each case.
        choices = [(row.pk, row.title) for row in rounds]
        field = cast("forms.TypedChoiceField", self.fields["next_round"])
        field.choices = [("", _("Vælg")), *choices]
        if "not_now" in self.data:
            self.fields["amount"].required = False

    @property
    def ways(self) -> list[BoundField]:
        """The fields of a «not now»."""
        return [self[name] for name in ("next_step", "next_round", "next_on")]

    def clean(self) -> dict[str, Any]:
        """A «not now» needs the way it shows; the other buttons do not look at it."""
        cleaned = super().clean() or {}
        cleaned["onward"] = None
        if "not_now" not in self.data:
            return cleaned
        step, day = cleaned.get("next_step"), cleaned.get("next_on")
        if not step and "next_step" not in self.errors:
            self.add_error("next_step", _("Vælg, hvad gruppen kan gøre i stedet"))
        if step == NextStep.OTHER_ROUND and not cleaned.get("next_round"):
            self.add_error("next_round", _("Vælg den anden runde"))
        is_ahead = day is not None and day > timezone.localdate()
        if step == NextStep.LATER and not is_ahead and "next_on" not in self.errors:
            self.add_error("next_on", _("Skriv en dag efter i dag"))
        if step and not self.errors:
            cleaned["amount"] = ZERO
            cleaned["onward"] = Onward(
                NextStep(step),
                round_id=cleaned["next_round"] if step == NextStep.OTHER_ROUND else None,
                on=day if step == NextStep.LATER else None,
            )
        return cleaned


class VerdictForm(MoveForm):
    """Why one marked case is decided as it is marked; one of many on the same page."""

    reasons = TextField(
        label=_("Begrundelse"),
        help_text=_("Mindst 80 tegn. Gruppen læser dette først."),
        limit=4000,
        rows=6,
        required=False,
    )
    criteria = forms.TypedMultipleChoiceField(
        label=_("Kriterier, I har lagt vægt på"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    declares = forms.BooleanField(label=_("Jeg er ikke inhabil i sagen"), required=False)
    # What the person read; a mark that was changed since is not decided.
    amount = forms.DecimalField(widget=forms.HiddenInput, required=False)
    mark_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, application: Application, mark: TrialAward, has_declared: bool, **kw: Any
    ) -> None:
        prefix = str(application.public_id)
        super().__init__(*args, application=application, prefix=prefix, **kw)
        self.mark = mark
        self.initial.update(amount=mark.amount, mark_version=mark.version, reasons=self._advised())
        # Read ahead with the page's other rows: no query for each form.
        named = [(row.pk, row.name) for row in application.funding_round.criteria.all()]
        cast("forms.TypedMultipleChoiceField", self.fields["criteria"]).choices = named
        if has_declared:
            del self.fields["declares"]
        if self.is_in_full or not named:
            del self.fields["criteria"]
        if self.is_in_full:
            del self.fields["reasons"]

    @property
    def is_in_full(self) -> bool:
        """Whether the group gets all it asked for, which needs no reasons."""
        return self.mark.amount == self.application.amount_requested

    def clean(self) -> dict[str, Any]:
        """What is not a full award needs reasons and criteria; everything needs impartiality."""
        cleaned = super().clean() or {}
        if "reasons" in self.fields and len(cleaned.get("reasons") or "") < REASONS_MIN_LENGTH:
            self.add_error("reasons", _("Skriv en begrundelse på mindst 80 tegn"))
        if "criteria" in self.fields and not cleaned.get("criteria"):
            self.add_error("criteria", _("Vælg mindst ét kriterium"))
        if "declares" in self.fields and not cleaned.get("declares"):
            self.add_error("declares", _("Sæt kryds, eller fjern markeringen på mødet"))
        return cleaned

    def verdict(self) -> Verdict:
        """What the action is told; of a valid form."""
        said = self.cleaned_data
        return Verdict(
            self.application.pk,
            version=said["version"],
            amount=said["amount"] if said["amount"] is not None else self.mark.amount,
            reasons=said.get("reasons") or "",
            criteria_ids=said.get("criteria") or (),
            declares=bool(said.get("declares")),
            mark_version=said["mark_version"],
        )

    def _advised(self) -> str:
        """The recommendation's words, where it advised the same amount: a beginning to rewrite."""
        rows = list(self.application.recommendations.all())
        return rows[-1].reasons if rows and self.mark.amount == rows[-1].amount else ""
