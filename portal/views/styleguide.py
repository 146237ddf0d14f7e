"""The style guide: every component in every state on one page, for those who build."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from portal import styleguide_samples as samples


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the components; `?lang=en` shows them in English, as the page has one address only."""
    language = "en" if request.GET.get("lang") == "en" else "da"
    with override(language):
        messages.success(request, "Din ansøgning er sendt.")
        context = {
            **samples.forms_by_state(),
            "steps": samples.steps(),
            "places": samples.places(),
            "entries": samples.timeline(timezone.localdate()),
            "today": timezone.now(),
            "page": Paginator(range(120), 10).page(5),
            "empty_list": [],
        }
        return render(request, "styleguide/index.html", context)
