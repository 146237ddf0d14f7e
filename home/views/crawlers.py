"""What search engines may read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# Pages of one person or one search; none of them says anything to somebody who looks for the site.
_NOT_FOR_FINDING = ("/account/", "/admin/", "/follow/", "/overview/", "/soeg/")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Lead to the list of all pages, and away from what is nobody's business."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in _NOT_FOR_FINDING]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap-index'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
