"""Forms of «Mine mails» and of the staff's list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.form_fields import DateField
from portal.forms import PortalForm
from portal.post.enums import PACES, DeliveryStatus, MailKind, Pace

if TYPE_CHECKING:
    from collections.abc import Mapping

_HINTS = {
    MailKind.CASE_NEWS: _("Fx når vi begynder at læse din ansøgning."),
    MailKind.MESSAGE: _("Når kommunen, din guide eller en anden skriver til dig."),
    MailKind.GROUP: _("Fx når en ny kommer med i gruppen."),
    MailKind.GUIDE: _("Fx når du får en guide. Er du guide: når der er nyt i din kø."),
    MailKind.TRAINING: _("Fx når du får plads på et hold."),
    MailKind.EVENT: _("Fx dagen før du skal med til noget."),
    MailKind.NEIGHBOURHOOD: _("Ugens nyt om det, du følger. Det er én mail om ugen."),
}


class MailChoicesForm(PortalForm):
    """When shall mails of each kind come? One field for each kind that can be set."""

    marks_optional = False

    def __init__(self, *args: Any, chosen: Mapping[MailKind, Pace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in self.kinds():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                help_text=_HINTS[kind],
                choices=[(pace.value, pace.label) for pace in PACES[kind]],
                initial=chosen[kind].value,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Vælg, hvornår vi skal sende mails om »%(kind)s«")
                    % {"kind": kind.label},
                    "invalid_choice": _("Vælg en af mulighederne på listen"),
                },
            )

    @staticmethod
    def kinds() -> list[MailKind]:
        """The kinds that leave a choice."""
        return [kind for kind, paces in PACES.items() if len(paces) > 1]

    @property
    def paces(self) -> dict[MailKind, Pace]:
        """What was chosen, once the form is valid."""
        return {kind: Pace(self.cleaned_data[kind.value]) for kind in self.kinds()}


class DeliveryFilterForm(PortalForm):
    """Which mails to show. Everything may be left open."""

    marks_optional = False

    address = forms.EmailField(
        label=_("E-mail, hele adressen"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Skriv en e-mailadresse som navn@eksempel.dk")},
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", pgettext_lazy("filter", "Alle")), *DeliveryStatus.choices],
    )
    kind = forms.ChoiceField(
        label=_("Slags"),
        required=False,
        choices=[("", pgettext_lazy("filter", "Alle")), *MailKind.choices],
    )
    since = DateField(label=_("Fra og med"), required=False)
    until = DateField(label=_("Til og med"), required=False)
