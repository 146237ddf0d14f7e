"""Tags and filters that every template may use: icons, kroner, dates, statuses, error summary."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template import Context, engines
from django.templatetags.static import static
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

SPRITE = "dkfds/img/all-svg-icons.svg"

# Colour of the badge by status code. A colour never stands alone: the badge always has its words.
_TONES = {
    "success": (
        "AWARDED PARTLY_AWARDED RUNNING COMPLETED CLOSED PAID ACTIVE PUBLIC ACCEPTED OPEN SENT "
        "SIGNED_UP"
    ),
    "warning": "INFORMATION_REQUESTED IN_HEARING REPORT_DUE PAUSED AWAITING_MODERATION OFFERED",
    "error": "REFUSED DISMISSED STOPPED LAPSED REPAYMENT_DUE FAILED HIDDEN GIVEN_UP",
    "info": "SUBMITTED UNDER_REVIEW READY_FOR_DECISION PREPARING NEW CONTACTED APPROVED REPORTED",
}
_TONE_BY_CODE = {code: tone for tone, codes in _TONES.items() for code in codes.split()}

_DANISH_LENGTH = 8
_SVG = '<svg class="{}" focusable="false" {}><use href="{}"></use></svg>'


@register.simple_tag
def icon(name: str, label: str = "", css_class: str = "") -> SafeString:
    """Draw one icon of the design system; with a `label` it speaks, without it is decoration."""
    meaning = SafeString('aria-hidden="true"')
    if label:
        meaning = format_html('role="img" aria-label="{}"', label)
    return format_html(_SVG, f"icon-svg {css_class}".strip(), meaning, f"{static(SPRITE)}#{name}")


@register.filter
def kr(amount: Decimal | int | None) -> str:
    """Write an amount in DKK as Danes do: 5.000 kr., and 5.000,50 kr. only when there are øre."""
    if amount is None or amount == "":
        return ""
    whole = Decimal(amount)
    text = f"{whole:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00")
    return f"{text}\u00a0kr."


def _day(moment: datetime.date | datetime.datetime) -> datetime.date:
    if isinstance(moment, datetime.datetime):
        local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        return local.date()
    return moment


@lru_cache(maxsize=2048)
def _in_words(day: datetime.date, pattern: str, language: str | None) -> str:
    """A day as the language says it; a long page says the same few days over and over."""
    with translation.override(language):
        return formats.date_format(day, pattern)


@register.filter
def dato(day: datetime.date | datetime.datetime | None) -> str:
    """Write a day in words, in the page's language: 12. marts 2027, or 12 March 2027."""
    if not day:
        return ""
    return _in_words(_day(day), "j F Y" if get_language() == "en" else "j. F Y", get_language())


@register.filter
def kort_dato(day: datetime.date | datetime.datetime | None) -> str:
    """Write a day in words without its year: 12. marts, or 12 March."""
    if not day:
        return ""
    return _in_words(_day(day), "j F" if get_language() == "en" else "j. F", get_language())


@register.filter
def klok(moment: datetime.datetime | datetime.time | None) -> str:
    """Write a time of day: kl. 19.00 in Danish, 19:00 in English."""
    if moment is None:
        return ""
    if isinstance(moment, datetime.datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return moment.strftime("%H:%M") if get_language() == "en" else moment.strftime("kl. %H.%M")


@register.filter
def telefon(number: str | None) -> str:
    """Write a stored number for reading: +4512345678 becomes 12 34 56 78."""
    text = (number or "").replace(" ", "")
    national = text.removeprefix("+45")
    if len(national) == _DANISH_LENGTH and national.isdigit():
        return " ".join(national[i : i + 2] for i in range(0, _DANISH_LENGTH, 2))
    return number or ""


@register.filter
def tel_href(number: str | None) -> str:
    """Write a stored or typed number for a `tel:` link; Danish numbers get their +45."""
    text = "".join(c for c in number or "" if c.isdigit() or c == "+")
    return f"+45{text}" if len(text) == _DANISH_LENGTH else text


@register.filter
def initials(name: str | None) -> str:
    """Give a person's first and last initial, for a picture that is missing."""
    words = [word for word in (name or "").replace("-", " ").split() if word[0].isalpha()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()


@register.filter
def hue(name: str | None) -> int:
    """Choose one of six steady colours for a name or a theme: 1 to 6."""
    return crc32((name or "").encode()) % 6 + 1


@register.filter
def status_tone(code: str) -> str:
    """Name the badge colour of a status code; an unknown one is neutral."""
    return _TONE_BY_CODE.get(str(code), "")


@register.simple_tag
def status_badge(code: str, label: str = "") -> SafeString:
    """Show a status as a badge: `{% status_badge row.status row.get_status_display %}`."""
    tone = status_tone(code)
    css_class = f"badge badge-{tone}" if tone else "badge"
    return format_html(
        '<span class="{}">{}</span>', css_class, label or getattr(code, "label", code)
    )


@register.filter
def written(authors: dict[str, str] | None, name: str) -> str:
    """Look up who wrote an answer; empty for the reader's own and where nobody is told."""
    return authors.get(name, "") if isinstance(authors, dict) else ""


def _anchor(field: BoundField) -> str:
    """The id to jump to: the field itself, or a group's first choice."""
    return field.id_for_label or f"{field.auto_id}_0"


def _form_errors(form: BaseForm) -> list[dict[str, str]]:
    rows = [{"text": str(text), "href": "", "label": ""} for text in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else f"#{_anchor(field)}"
        for text in map(str, field.errors):
            # A sentence that names its field needs no label in front of it.
            label = "" if str(field.label) in text else str(field.label)
            # A label that asks ends in its own mark.
            label += ":" if label and not label.endswith("?") else ""
            rows.append({"text": text, "href": target, "label": label})
    return rows


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | list[Any] | None) -> dict[str, Any]:
    """List every error of the given forms, formsets and lists of them, each a link to its field."""
    rows: list[dict[str, str]] = []
    flat = [form for given in forms for form in (given if isinstance(given, list) else [given])]
    for form in flat:
        if not form or not form.is_bound:
            continue
        if isinstance(form, BaseFormSet):
            first = next((field for row in form.forms for field in row.visible_fields()), None)
            target = f"#{_anchor(first)}" if first else ""
            rows += [{"text": str(text), "href": target} for text in form.non_form_errors()]
            for row in form.forms:
                rows += _form_errors(row)
        elif isinstance(form, BaseForm):
            rows += _form_errors(form)
    return {"errors": rows}


@register.filter
def alert_kind(level_tag: str) -> str:
    """Match a Django message level to the design system's four alerts."""
    return level_tag if level_tag in {"success", "warning", "error"} else "info"


@register.filter
def alert_label(kind: str) -> str:
    """Say an alert's kind to those who cannot see its colour."""
    labels = {"success": _("Godt"), "warning": _("Vær opmærksom"), "error": _("Fejl")}
    return str(labels.get(kind, _("Oplysning")))


@register.filter
def starts_path(url: str, path: str) -> bool:
    """Tell whether a page lies under a menu item's address; the front page only matches itself."""
    return path == url if url.count("/") <= 1 else path.startswith(url)


@register.simple_tag(takes_context=True)
def jinja(context: Context, template_name: str, **more: Any) -> SafeString:
    """Draw a part that is repeated by Jinja2, with all that the page knows and what is added."""
    drawn: Any = engines["jinja2"].get_template(template_name)
    known: Any = context.flatten()
    return SafeString(drawn.render(known | more, context.get("request")))


@register.simple_tag
def step_text(number: int, count: int) -> str:
    """Say where one is: Trin 2 af 7."""
    return gettext("Trin %(number)s af %(count)s") % {"number": number, "count": count}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Link to the other pages of a list, keeping the filters in the address."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "elided": list(elided), "request": context.get("request")}


@register.simple_tag
def cell_heading(headings: Sequence[str], index: int) -> str:
    """Give a table cell its column's heading, which stands beside it on a phone."""
    return str(headings[index]) if index < len(headings) else ""
