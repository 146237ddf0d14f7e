"""The form to fill in by hand, put together from the very forms that the screens are made of."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives.enums import Step
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.milestones import MAX_MILESTONES, MilestoneForm
from initiatives.forms.money import MAX_LINES, BudgetLineForm
from initiatives.forms.questions import FileAnswerField
from initiatives.queries import steps_of
from portal.areas.models import Neighbourhood
from portal.context_processors import site_at_base_url
from portal.form_fields import DateField, TextField
from portal.templatetags.portal_tags import dato, kr, telefon

if TYPE_CHECKING:
    from initiatives.forms.step import StepForm
    from initiatives.models import FundingRound

_CHARACTERS_A_LINE = 75
"""What a small hand writes on a line of 17 cm; there is always another sheet."""
_MOST_LINES = 14
_ONE_LINE = 80


def blank_form(funding_round: FundingRound) -> dict[str, Any]:
    """The data of the printed form of a round, in the active language."""
    steps = [FORM_OF_STEP[step.value] for step in steps_of(funding_round)]
    return {
        "facts": _facts(funding_round),
        "how": _how(),
        "sections": [
            _section(number, form, funding_round) for number, form in enumerate(steps, start=1)
        ],
        "sign": {
            "heading": _("Skriv under"),
            "text": _(
                "Kommunen bruger kun oplysningerne til at behandle ansøgningen. "
                "Tovholderen skriver under for gruppen."
            ),
            "day": _("Dato"),
            "name": _("Underskrift"),
        },
    }


def _facts(funding_round: FundingRound) -> list[list[str]]:
    rows = [[_("I kan højst søge"), kr(funding_round.ceiling)]]
    closes_on = funding_round.closes_on
    when = _("senest %(day)s") % {"day": dato(closes_on)} if closes_on else _("når I vil")
    rows.append([_("I kan søge"), when])
    rows.append([_("I får svar"), _answer(funding_round)])
    return rows


def _answer(funding_round: FundingRound) -> str:
    told = {"days": funding_round.promised_days}
    if funding_round.closes_on:
        return _("inden %(days)s dage efter fristen") % told
    return _("inden %(days)s dage") % told


def _how() -> list[str]:
    """Where to send the form, and who helps."""
    site = site_at_base_url()
    place = ", ".join([site.municipality_name, *site.address.splitlines()]).strip(", ")
    lines = [
        _("Skriv tydeligt med kuglepen. Skriv ikke CPR-nummer nogen steder."),
        _("Er der ikke plads nok? Skriv videre på et ekstra ark."),
    ]
    if site.address:
        lines.append(_("Send eller aflever skemaet her: %(place)s.") % {"place": place})
    else:
        lines.append(_("Aflever skemaet til en fællesskabsguide."))
    if site.phone:
        lines.append(_("Brug for hjælp? Ring på %(phone)s.") % {"phone": telefon(site.phone)})
    lines.append(_("En guide kan også skrive det ind for jer. I kan få svaret med brev."))
    return lines


def _section(number: int, form: type[StepForm], funding_round: FundingRound) -> dict[str, Any]:
    optional = set(form.optional)
    if form.step == Step.EXTRA_QUESTIONS:
        optional = {row.id for row in funding_round.questions if row.is_optional}
    asked = form.asked(funding_round)
    rows = [_question(name, asked[name], is_optional=name in optional) for name in asked]
    after = ""
    if form.step == Step.MONEY:
        rows.insert(0, _lines())
    if form.step == Step.TIME_AND_PLACE:
        rows.append(_milestones())
    if form.step == Step.PERMITS:
        after = _("Læg gerne et tilbud, en skitse eller et billede ved. Højst 5 ark.")
    return {"heading": f"{number}. {form.step.label}", "rows": rows, "after": after}


def _question(name: str, asked: forms.Field, *, is_optional: bool) -> dict[str, Any]:
    # What a file may be is no matter on paper.
    hint = "" if isinstance(asked, FileAnswerField) else str(asked.help_text or "")
    row: dict[str, Any] = {
        "label": str(asked.label),
        "hint": hint,
        "note": _("(frivilligt)") if is_optional else "",
    }
    return row | _room(name, asked)


def _room(name: str, asked: forms.Field) -> dict[str, Any]:
    """The boxes to tick or the lines to write on, by what the question takes."""
    options = _options(name, asked)
    if options:
        return {"options": options}
    if isinstance(asked, DateField):
        return {"cells": [[_("dag"), 2], [_("måned"), 2], [_("år"), 4]]}
    if isinstance(asked, forms.IntegerField):
        return {"cells": [[_("antal"), 6]]}
    if name == "association_cvr":
        return {"cells": [[_("8 cifre"), 8]]}
    return {"lines": _lines_for(asked)}


def _options(name: str, asked: forms.Field) -> list[str]:
    """What there is to tick; empty where the answer is written."""
    if isinstance(asked, forms.ModelChoiceField):
        rows = Neighbourhood.objects.active() if name == "neighbourhood" else asked.queryset
        return [str(row) for row in cast("Any", rows)]
    if isinstance(asked, forms.ChoiceField):
        return [str(label) for code, label in cast("Any", asked.choices) if code]
    if isinstance(asked, FileAnswerField):
        return [_("Vi har lagt det ved")]
    return [_("Ja")] if isinstance(asked, forms.BooleanField) else []


def _lines_for(asked: forms.Field) -> int:
    """How many lines a text of the greatest length takes by hand."""
    most = getattr(asked, "limit", None) or getattr(asked, "max_length", None) or _ONE_LINE
    if most <= _ONE_LINE or not isinstance(asked, TextField):
        return 1
    return min(_MOST_LINES, math.ceil(most / _CHARACTERS_A_LINE))


def _lines() -> dict[str, Any]:
    columns = BudgetLineForm.base_fields
    return {
        "label": _("Hvad skal pengene bruges til?"),
        "hint": _("En linje pr. ting. Rundt regnet er fint."),
        "note": "",
        "head": [str(columns["text"].label), str(columns["amount"].label)],
        "count": MAX_LINES,
        "total": _("I alt søger vi om"),
    }


def _milestones() -> dict[str, Any]:
    columns = MilestoneForm.base_fields
    return {
        "label": _("Hvad skal være klar hvornår?"),
        "hint": _("2-4 trin er nok."),
        "note": _("(frivilligt)"),
        "head": [capfirst(str(columns[name].label)) for name in ("text", "month")],
        "count": MAX_MILESTONES,
        "total": "",
    }
