"""What is typed in the back office: amounts as Danes write them, and what must hold still."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from initiatives.enums import BEFORE_DECISION
from initiatives.models import (
    Decision,
    FundingRound,
    GrantPool,
    LetterText,
    PoolShare,
    RoundSetup,
)
from initiatives.models.question import first_demanding, first_lost, read_questions
from portal.form_fields import MoneyField
from portal.templatetags.portal_tags import kr
from portal.users.models import User

if TYPE_CHECKING:
    from django.db.models import Field, Model


def kroner(model: type[Model], name: str) -> MoneyField:
    """A field for an amount as Danes write it: 600.000 and never 600000.00."""
    about = cast("Field[Any, Any]", model._meta.get_field(name))
    return MoneyField(
        label=capfirst(about.verbose_name),
        help_text=about.help_text,
        required=not about.blank,
        min_value=0,
        whole_kroner=False,
    )


class GrantPoolForm(WagtailAdminModelForm):
    """Says in words what the database would refuse: a budget below what is promised already."""

    budget = kroner(GrantPool, "budget")

    def clean_budget(self) -> Decimal:
        """Keep the budget at or above what awards hold of it."""
        budget: Decimal = self.cleaned_data["budget"]
        committed: Decimal = self.instance.amount_committed
        if budget < committed:
            raise ValidationError(
                gettext("Puljen har lovet %(amount)s væk. Budgettet kan ikke være mindre.")
                % {"amount": kr(committed)}
            )
        return budget


class ShareForm(WagtailAdminModelForm):
    """One neighbourhood's share."""

    amount = kroner(PoolShare, "amount")


class SharesFormSet(BaseChildFormSet):
    """Says in words what the database would refuse of a pool's shares."""

    def clean(self) -> None:
        """Keep each share at or above what awards hold of it, and all within the budget."""
        super().clean()
        shared = Decimal(0)
        for form in self.forms:
            held, amount = form.instance.amount_committed, form.cleaned_data.get("amount")
            if form in self.deleted_forms:
                amount = Decimal(0)
            if amount is None:
                continue
            shared += amount
            if amount < held:
                raise ValidationError(
                    gettext("%(neighbourhood)s har fået lovet %(amount)s af sin andel.")
                    % {"neighbourhood": form.instance.neighbourhood, "amount": kr(held)}
                )
        if self.instance.budget is not None and shared > self.instance.budget:
            raise ValidationError(
                gettext("Andelene er %(shared)s i alt. Det er mere end puljens budget.")
                % {"shared": kr(shared)}
            )


class CriteriaFormSet(BaseChildFormSet):
    """Keeps a criterion that a decision names as it was when the decision was made."""

    def clean(self) -> None:
        """Refuse to reword or take away what stands in a decision."""
        super().clean()
        touched = {
            form.instance.pk: form.initial["name"]
            for form in self.initial_forms
            if form in self.deleted_forms or "name" in form.changed_data
        }
        self._keep_those_in_use()
        named = Decision.criteria.through.objects.filter(criterion__in=touched)
        for criterion_id in named.values_list("criterion", flat=True):
            raise ValidationError(
                gettext("»%(criterion)s« står i en afgørelse og kan ikke ændres eller slettes.")
                % {"criterion": touched[criterion_id]}
            )

    def _keep_those_in_use(self) -> None:
        """Keep a criterion while sent applications wait to be weighed by it; it may be reworded."""
        gone = {
            form.instance.pk: form.initial["name"] for form in self.deleted_forms if form.initial
        }
        if not gone:
            return
        waiting = RoundSetup.objects.filter(
            funding_round=self.instance, versions__application__status__in=BEFORE_DECISION
        )
        weighed = {row.id for setup in waiting.distinct() for row in setup.criteria}
        for criterion_id in weighed & gone.keys():
            raise ValidationError(
                gettext(
                    "Sendte ansøgninger bliver vægtet efter »%(criterion)s«. Vent med at slette."
                )
                % {"criterion": gone[criterion_id]}
            )


class FundingRoundForm(WagtailAdminModelForm):
    """Holds still what people have begun to answer."""

    ceiling = kroner(FundingRound, "ceiling")
    second_approver_above = kroner(FundingRound, "second_approver_above")
    short_report_up_to = kroner(FundingRound, "short_report_up_to")

    def clean_extra_questions(self) -> Any:
        """Keep the questions of a round that has applications; new ones must be optional."""
        stream = self.cleaned_data["extra_questions"]
        if self.instance.pk and self.instance.applications.exists():
            before, after = self.instance.questions, read_questions(stream)
            lost = first_lost(before, after)
            if lost is not None:
                raise ValidationError(
                    gettext(
                        "Runden har ansøgninger. »%(question)s« kan ikke ændres eller slettes. "
                        "Du kan rette hjælpeteksten og tilføje svarmuligheder."
                    )
                    % {"question": lost.label}
                )
            demanding = first_demanding(before, after)
            if demanding is not None:
                raise ValidationError(
                    gettext("Runden har ansøgninger. Gør »%(question)s« frivilligt at svare på.")
                    % {"question": demanding.label}
                )
        return stream


class LetterTextForm(WagtailAdminModelForm):
    """Drafts alone are written here; another person approves them on the texts' own page."""

    def clean(self) -> dict[str, Any]:
        """Refuse to change what is approved, and a second draft of the same text."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.is_approved:
            raise ValidationError(gettext("Teksten er godkendt. Skriv en ny, der afløser den."))
        drafts = LetterText.objects.filter(
            pool=cleaned.get("pool"), outcome=cleaned.get("outcome"), approved_at=None
        )
        if drafts.exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("Der er allerede en kladde til det svar. Ret den."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Remember who wrote the words last: they cannot approve them."""
        self.instance.written_by = self.for_user
        return super().save(commit=commit)


class PanelMemberForm(WagtailAdminModelForm):
    """Names a person by e-mail: a list of all citizens would be of no use."""

    email = forms.EmailField(
        label=_("Personens e-mail"),
        help_text=_("Personen skal have været logget på mindst én gang."),
        error_messages={
            "required": _("Skriv personens e-mail"),
            "invalid": _("Skriv en e-mailadresse som navn@eksempel.dk"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["email"] = self.instance.user.email

    def clean_email(self) -> str:
        """Find the person."""
        email: str = self.cleaned_data["email"]
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise ValidationError(gettext("Ingen bruger har den e-mail. Bed personen logge på."))
        self.instance.user = person
        return email

    def clean(self) -> dict[str, Any]:
        """A seat is for a neighbourhood, a round, or one neighbourhood in one round."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("neighbourhood") and not cleaned.get("funding_round"):
            self.add_error("neighbourhood", gettext("Vælg et kvarter eller en runde"))
        first, last = cleaned.get("from_day"), cleaned.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", gettext("Sidste dag skal være efter den første"))
        return cleaned
