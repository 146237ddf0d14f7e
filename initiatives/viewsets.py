"""The back office's tables: pools, rounds, ready texts, and who sits on a panel.

They say what may be asked for. What is committed of a pool, and every status, is written by actions
alone and stands in no form here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.viewsets.model import ModelViewSetGroup

from initiatives.enums import BEFORE_DECISION
from initiatives.models import (
    Decision,
    FundingRound,
    GrantPool,
    LetterText,
    PanelMember,
    RoundSetup,
    StandardReason,
)
from initiatives.models.question import first_demanding, first_lost, read_questions
from portal.templatetags.portal_tags import kr
from portal.users.models import User
from portal.viewsets import ReferenceViewSet


class GrantPoolForm(WagtailAdminModelForm):
    """Says in words what the database would refuse: a budget below what is promised already."""

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


class SharesPanel(InlinePanel):
    """A pool's shares, one below the other."""

    def get_form_options(self) -> dict[str, Any]:
        """Read them with our own rules."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = SharesFormSet
        return options


class GrantPoolViewSet(ReferenceViewSet):
    """Pools: a year's money, with what is committed of it to be read."""

    model = GrantPool
    icon = "decimal"
    menu_label = _("Puljer")
    list_display = ["name", "fiscal_year", "budget", "amount_committed"]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("fiscal_year")]),
            FieldPanel("budget"),
            FieldPanel("legal_basis"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("account_string"), FieldPanel("journal_number")]),
                    FieldRowPanel([FieldPanel("kle_subject"), FieldPanel("kle_facet")]),
                ],
                heading=_("Regnskab og journal"),
            ),
            SharesPanel(
                "shares",
                panels=[FieldRowPanel([FieldPanel("neighbourhood"), FieldPanel("amount")])],
                heading=_("Kvarterernes andele"),
                label=_("Andel"),
                help_text=_("Et beløb, der er sat af til ét kvarter. Resten deler de andre."),
            ),
        ],
        base_form_class=GrantPoolForm,
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


class CriteriaPanel(InlinePanel):
    """A round's criteria, one below the other."""

    def get_form_options(self) -> dict[str, Any]:
        """Read them with our own rules."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = CriteriaFormSet
        return options


class FundingRoundForm(WagtailAdminModelForm):
    """Holds still what people have begun to answer."""

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


class FundingRoundViewSet(ReferenceViewSet):
    """Rounds: when and how much can be asked for, what is asked and how it is weighed."""

    model = FundingRound
    icon = "calendar-alt"
    menu_label = _("Runder")
    list_display = ["title", "pool", "track", "opens_on", "closes_on", "ceiling"]
    list_filter = ["pool", "track"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("title"), FieldPanel("pool", heading=_("Pulje"))]),
                    FieldRowPanel([FieldPanel("track"), FieldPanel("ceiling")]),
                ],
                heading=_("Runden"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                    FieldPanel("promised_days"),
                    FieldRowPanel(
                        [FieldPanel("decision_level"), FieldPanel("second_approver_above")]
                    ),
                ],
                heading=_("Ansøgning og svar"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("payout_plan"),
                    FieldPanel("extension_days"),
                    FieldRowPanel(
                        [FieldPanel("report_due_days"), FieldPanel("short_report_up_to")]
                    ),
                ],
                heading=_("Efter et ja"),
            ),
            CriteriaPanel(
                "criteria",
                panels=[
                    FieldRowPanel([FieldPanel("name"), FieldPanel("weight")]),
                    FieldPanel("help_text"),
                ],
                heading=_("Kriterier"),
                label=_("Kriterium"),
                help_text=_(
                    "Det, ansøgningerne bliver vægtet efter. En ansøgning, der er sendt, beholder "
                    "de kriterier, den blev sendt under."
                ),
            ),
            FieldPanel("extra_questions"),
        ],
        base_form_class=FundingRoundForm,
    )


class StandardReasonViewSet(ReferenceViewSet):
    """Ready texts that staff begin a refusal or a dismissal with."""

    model = StandardReason
    icon = "list-ul"
    menu_label = _("Standardbegrundelser")
    list_display = ["title", "pool", "kind", "is_active"]
    list_filter = ["pool", "kind"]
    search_fields = ["title", "text"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("pool"), FieldPanel("kind")]),
            FieldPanel("title"),
            FieldPanel("text"),
            FieldPanel("is_active"),
        ]
    )


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


class LetterTextViewSet(ReferenceViewSet):
    """The municipality's own words in letters."""

    model = LetterText
    icon = "mail"
    menu_label = _("Brevtekster")
    list_display = ["pool", "outcome", "written_by", "approved_by", "approved_at"]
    list_filter = ["pool", "outcome"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="initiatives/letters/_help.html"),
            FieldRowPanel([FieldPanel("pool"), FieldPanel("outcome")]),
            FieldPanel("text"),
        ],
        base_form_class=LetterTextForm,
    )


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


class PanelMemberViewSet(ReferenceViewSet):
    """Who sits on a panel, for which neighbourhood or round, and for how long."""

    model = PanelMember
    icon = "group"
    menu_label = _("Panelmedlemmer")
    list_display = ["user", "neighbourhood", "funding_round", "from_day", "to_day"]
    list_filter = ["neighbourhood", "funding_round"]
    edit_handler = ObjectList(
        [
            FieldPanel("email"),
            FieldRowPanel([FieldPanel("neighbourhood"), FieldPanel("funding_round")]),
            FieldRowPanel([FieldPanel("from_day"), FieldPanel("to_day")]),
        ],
        base_form_class=PanelMemberForm,
    )


class MoneyViewSetGroup(ModelViewSetGroup):
    """«Initiativpuljen» in the menu."""

    menu_label = _("Initiativpuljen")
    menu_icon = "decimal"
    menu_order = 200
    items = (
        GrantPoolViewSet,
        FundingRoundViewSet,
        StandardReasonViewSet,
        LetterTextViewSet,
        PanelMemberViewSet,
    )
