"""«Er det noget for puljen?»: the questions of step 1, asked before anything is begun."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from initiatives.forms.applicant import EligibilityForm
from portal.forms import PortalForm

if TYPE_CHECKING:
    from django import forms
    from django.utils.functional import _StrPromise


def _asked(name: str, fault: _StrPromise) -> forms.Field:
    """The question as it stands in the application, but needing an answer."""
    asked = deepcopy(EligibilityForm.base_fields[name])
    asked.required = True
    asked.error_messages["required"] = fault
    return asked


class EligibilityCheckForm(PortalForm):
    """Four questions, a minute, no log-in."""

    marks_optional = False

    applicant_kind = _asked("applicant_kind", _("Vælg, hvem der søger"))
    in_municipality = _asked("in_municipality", _("Svar på, om det foregår i kommunen"))
    open_to_all = _asked("open_to_all", _("Svar på, om alle kan være med"))
    has_begun = _asked("has_begun", _("Svar på, om I er gået i gang"))
