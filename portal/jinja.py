"""What is drawn by Jinja2: form fields, and parts that a page repeats for each of many rows.

Django's own templates draw the pages. Where a part stands on a page fifty times, Jinja2 draws it at
a fraction of the price; the words and the filters are the same. See docs/decisions/0105.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from django.forms.renderers import Jinja2 as WidgetRenderer
from django.forms.renderers import TemplatesSetting
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext

from portal.templatetags import dkfds, portal_tags

if TYPE_CHECKING:
    from django.template.base import Template

_FILTERS = (
    portal_tags.kr, portal_tags.dato, portal_tags.kort_dato, portal_tags.klok,
    portal_tags.telefon, portal_tags.tel_href, portal_tags.hue, dkfds.iso, floatformat,
)  # fmt: skip
_FUNCTIONS = (
    portal_tags.icon, portal_tags.status_badge, portal_tags.written,
    dkfds.field_kind, dkfds.field_input, dkfds.is_marked_optional,
)  # fmt: skip


def environment(**options: Any) -> jinja2.Environment:
    """Jinja2 with the portal's filters and functions, and an address by its name."""
    made = jinja2.Environment(**options)  # noqa: S701 - Django sets autoescape
    made.filters |= {portal_filter.__name__: portal_filter for portal_filter in _FILTERS}
    made.globals |= {function.__name__: function for function in _FUNCTIONS}
    made.globals |= {"_": gettext, "url": _url}
    return made


def _url(name: str, *args: Any) -> str:
    return reverse(name, args=args)


@cache
def _widget(name: str) -> Any:
    return _Widgets().get_template(name)


class _Widgets(WidgetRenderer):
    """Django's own templates of its widgets, as it ships them for Jinja2."""


class FormRenderer(TemplatesSetting):
    """Draw Django's widgets by Jinja2, and those of others by the templates they bring."""

    def get_template(self, template_name: str) -> Template | None:
        """The template of a widget or a form."""
        if template_name.startswith("django/forms/widgets/"):
            found: Template = _widget(template_name)
            return found
        return super().get_template(template_name)
