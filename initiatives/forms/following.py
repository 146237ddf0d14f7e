"""Follow with an address alone."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.open_form import OpenForm


class FollowForm(OpenForm):
    """The one field: where the week's mail goes."""

    marks_optional = False
    SALT = "initiatives.follow"

    email = forms.EmailField(
        label=_("Din e-mail"),
        help_text=_("Du får først en mail med et link. Tryk på det for at sige ja."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Skriv din e-mail"), "invalid": _("Skriv en rigtig e-mail")},
    )
