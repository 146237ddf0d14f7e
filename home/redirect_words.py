"""The words of the filter of redirects, in the reader's language.

Wagtail asks the catalogue for them when the program starts, before anybody reads in any language.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet


def word_later() -> None:
    """Ask for each when it is shown; called once, in `apps.ready`."""
    kind, permanent, temporary, every = map(gettext_lazy, ("Type", "Permanent", "Temporary", "All"))
    shown = RedirectsReportFilterSet.base_filters["is_permanent"]
    shown.label = kind
    shown.extra["choices"] = ((True, permanent), (False, temporary))
    shown.extra["empty_label"] = every
