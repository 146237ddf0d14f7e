"""The back office's tables: pools, rounds, ready texts, and who sits on a panel.

They say what may be asked for. What is committed of a pool, and every status, is written by actions
alone and stands in no form here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from initiatives.forms.setup import (
    CriteriaFormSet,
    FundingRoundForm,
    GrantPoolForm,
    LetterTextForm,
    PanelMemberForm,
    ShareForm,
    SharesFormSet,
)
from initiatives.models import FundingRound, GrantPool, LetterText, PanelMember, StandardReason
from portal.templatetags.portal_tags import kr
from portal.viewsets import ReferenceViewSet

if TYPE_CHECKING:
    from django.utils.functional import Promise


def in_kroner(name: str, label: str | Promise | None = None) -> Column:
    """A list's column with an amount as it is written everywhere else."""
    return Column(name, label=label, accessor=lambda row: kr(getattr(row, name)), sort_key=name)


class SharesPanel(InlinePanel):
    """A pool's shares, one below the other."""

    def get_form_options(self) -> dict[str, Any]:
        """Read them with our own rules."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": ShareForm, "formset": SharesFormSet}
        return options


class GrantPoolViewSet(ReferenceViewSet):
    """Pools: a year's money, with what is committed of it to be read."""

    model = GrantPool
    icon = "decimal"
    menu_label = _("Puljer")
    list_display = [
        "name",
        "fiscal_year",
        in_kroner("budget", _("Budget")),
        in_kroner("amount_committed", _("Bundet i bevillinger")),
    ]
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
            HelpPanel(template="initiatives/votes/_help.html"),
        ],
        base_form_class=GrantPoolForm,
    )


class CriteriaPanel(InlinePanel):
    """A round's criteria, one below the other."""

    def get_form_options(self) -> dict[str, Any]:
        """Read them with our own rules."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = CriteriaFormSet
        return options


class FundingRoundViewSet(ReferenceViewSet):
    """Rounds: when and how much can be asked for, what is asked and how it is weighed."""

    model = FundingRound
    icon = "calendar-alt"
    menu_label = _("Runder")
    list_display = [
        "title",
        Column("pool", label=_("Pulje"), sort_key="pool"),
        "track",
        "opens_on",
        "closes_on",
        in_kroner("ceiling", _("Loft")),
    ]
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


class LetterTextViewSet(ReferenceViewSet):
    """The municipality's own words in letters."""

    model = LetterText
    icon = "mail"
    menu_label = _("Brevtekster")
    list_display = [
        "pool",
        "outcome",
        Column("written_by", label=_("Skrevet af")),
        Column("approved_by", label=_("Godkendt af")),
        DateColumn("approved_at", label=_("Godkendt")),
    ]
    list_filter = ["pool", "outcome"]
    edit_handler = ObjectList(
        [
            HelpPanel(template="initiatives/letters/_help.html"),
            FieldRowPanel([FieldPanel("pool"), FieldPanel("outcome")]),
            FieldPanel("text"),
        ],
        base_form_class=LetterTextForm,
    )


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
