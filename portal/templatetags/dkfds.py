"""Tags for the `dkfds` template pack: how a Django field becomes the design system's markup."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.filter
def field_kind(field: BoundField) -> str:
    """Name the markup a field needs: hidden, group, checkbox, file, select, date or input."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, _GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Select):
        return "select"
    return "date" if isinstance(widget, forms.DateInput) else "input"


@register.simple_tag
def field_input(field: BoundField, css_class: str = "form-input") -> SafeString:
    """Render the bare widget with the design system's class; no placeholder and no `maxlength`."""
    widget = field.field.widget
    for unwanted in ("placeholder", "maxlength"):
        widget.attrs.pop(unwanted, None)
    own = widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": " ".join(filter(None, [css_class, own]))}
    return field.as_widget(attrs=attrs)


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Tell whether the label says «(frivilligt)», also for a form without the portal's base."""
    marked = getattr(field, "is_marked_optional", None)
    if marked is not None:
        return bool(marked)
    return not field.field.required and field_kind(field) != "checkbox"


@register.filter
def iso(value: Any) -> str:
    """Write a date for a `data-` attribute, whatever the language."""
    return value.isoformat() if value else ""
