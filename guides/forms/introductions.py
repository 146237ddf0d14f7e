"""What a party to an introduction answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.enums import ContactWay, IntroductionOutcome
from portal.forms import PortalForm
from portal.templatetags.portal_tags import telefon

if TYPE_CHECKING:
    from portal.users.models import User


class AnswerForm(PortalForm):
    """A yes, and what of one's own the other gets; only what one has can be chosen."""

    way = forms.ChoiceField(
        label=_("Hvad må den anden få?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad den anden må få")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owned = {ContactWay.PHONE: telefon(person.phone), ContactWay.EMAIL: person.email}
        choices = [(way.value, f"{way.label}: {value}") for way, value in owned.items() if value]
        cast("forms.ChoiceField", self.fields["way"]).choices = choices


class EndForm(PortalForm):
    """The end, and what came of it."""

    outcome = forms.ChoiceField(
        label=_("Hvordan gik det?"),
        choices=IntroductionOutcome.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Guiden læser det."),
    )
