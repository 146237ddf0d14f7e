"""The back office's tables of money: pools, and rounds with their criteria and questions.

They say what may be asked for. What is committed of a pool, and every status, is written by actions
alone and stands in no form here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.viewsets.model import ModelViewSetGroup

from initiatives.models import Decision, FundingRound, GrantPool
from initiatives.models.question import first_demanding, first_lost, read_questions
from portal.templatetags.portal_tags import kr
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
            FieldPanel("account_string"),
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
        named = Decision.criteria.through.objects.filter(criterion__in=touched)
        for criterion_id in named.values_list("criterion", flat=True):
            raise ValidationError(
                gettext("“%(criterion)s” står i en afgørelse og kan ikke ændres eller slettes.")
                % {"criterion": touched[criterion_id]}
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
                        "Runden har ansøgninger. “%(question)s” kan ikke ændres eller slettes. "
                        "Du kan rette hjælpeteksten og tilføje svarmuligheder."
                    )
                    % {"question": lost.label}
                )
            demanding = first_demanding(before, after)
            if demanding is not None:
                raise ValidationError(
                    gettext("Runden har ansøgninger. Gør “%(question)s” frivilligt at svare på.")
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
                ],
                heading=_("Ansøgning og svar"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("extension_days"),
                    FieldRowPanel(
                        [FieldPanel("report_due_days"), FieldPanel("short_report_up_to")]
                    ),
                ],
                heading=_("Efter et ja"),
            ),
            CriteriaPanel(
                "criteria",
                panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("weight")])],
                heading=_("Kriterier"),
                label=_("Kriterium"),
                help_text=_("Det, ansøgningerne bliver vægtet efter."),
            ),
            FieldPanel("extra_questions"),
        ],
        base_form_class=FundingRoundForm,
    )


class MoneyViewSetGroup(ModelViewSetGroup):
    """«Initiativpuljen» in the menu."""

    menu_label = _("Initiativpuljen")
    menu_icon = "decimal"
    menu_order = 200
    items = (GrantPoolViewSet, FundingRoundViewSet)
