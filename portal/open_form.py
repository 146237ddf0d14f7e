"""A form that anybody may send without log-in, and its quiet guard against machines."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm

_DEFAULT_MIN_SECONDS = 2


class OpenForm(PortalForm):
    """A form without log-in. Its token makes the form sent twice one thing."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    TRAP = "homepage"
    """The field that people never see; a machine fills in whatever it finds."""
    SALT = "portal.open_form"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.TRAP] = forms.CharField(
            label=_("Lad feltet stå tomt"),
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
        self.initial.setdefault("token", uuid4())
        self.initial.setdefault("opened", signing.dumps(time.time(), salt=self.SALT))

    @property
    def trap(self) -> forms.BoundField:
        """The field that stands on the page where nobody sees it."""
        return self[self.TRAP]

    def clean_token(self) -> Any:
        """Give a form that lost its token a new one: what is told counts more than the token."""
        return self.cleaned_data["token"] or uuid4()

    def is_from_machine(self) -> bool:
        """Tell whether the hidden field was filled in, or the form came faster than one can write.

        The one who sent it is told nothing: a machine must not learn how to do better.
        """
        if self.data.get(self.add_prefix(self.TRAP)):
            return True
        try:
            told = self.data.get(self.add_prefix("opened"), "")
            opened = float(signing.loads(told, salt=self.SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return True
        least = float(getattr(settings, "IDEA_FORM_MIN_SECONDS", _DEFAULT_MIN_SECONDS))
        return time.time() - opened < least
