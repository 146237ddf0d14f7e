"""Writing in the thread of an application."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.actions.messages import LONGEST
from portal.form_fields import TextField
from portal.forms import PortalForm


class MessageForm(PortalForm):
    """One message. The token is the opening of the form: sent twice it is one message."""

    text = TextField(
        label=_("Skriv en besked"),
        help_text=_("Alle i tråden kan læse den. Skriv ikke CPR-nummer eller helbredsoplysninger."),
        limit=LONGEST,
        rows=4,
        error_messages={"required": _("Skriv din besked")},
    )
    token = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={
            "required": _("Siden blev ikke sendt rigtigt. Prøv igen."),
            "invalid": _("Siden blev ikke sendt rigtigt. Prøv igen."),
        },
    )
