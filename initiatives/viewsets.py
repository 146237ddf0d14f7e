"""The back office's tables of money: pools, rounds and criteria.

They say what may be asked for. What is committed of a pool, and every status, is written by actions
alone and stands in no form here.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSetGroup

from initiatives.models import Criterion, FundingRound, GrantPool
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


class FundingRoundViewSet(ReferenceViewSet):
    """Rounds: when and how much can be asked for."""

    model = FundingRound
    icon = "calendar-alt"
    menu_label = _("Runder")
    list_display = ["title", "pool", "track", "opens_on", "closes_on", "ceiling"]
    list_filter = ["pool", "track"]
    search_fields = ["title"]
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("pool")]),
        FieldPanel("track"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
        FieldPanel("ceiling"),
        MultiFieldPanel(
            [FieldPanel("promised_days"), FieldPanel("report_due_days")], heading=_("Frister")
        ),
    ]


class CriterionViewSet(ReferenceViewSet):
    """Criteria of a round: what applications are weighed by."""

    model = Criterion
    icon = "list-ol"
    menu_label = _("Kriterier")
    list_display = ["name", "funding_round", "weight", "order"]
    list_filter = ["funding_round"]
    search_fields = ["name"]
    panels = [
        FieldPanel("funding_round"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("weight"), FieldPanel("order")]),
    ]


class MoneyViewSetGroup(ModelViewSetGroup):
    """«Initiativpuljen» in the menu."""

    menu_label = _("Initiativpuljen")
    menu_icon = "decimal"
    menu_order = 200
    items = (GrantPoolViewSet, FundingRoundViewSet, CriterionViewSet)
