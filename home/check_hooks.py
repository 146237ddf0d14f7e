"""The checks beside the editor: Wagtail's own, switched on and fitted, and a word at publishing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from home.content_checks import MESSAGES, findings

_IN_THE_BOX = ("hard", "long", "vague")
"""What the server finds: the preview has a line for each, and the checker finds the line."""

_NAMED = "matches-definition-evaluate"
"""A test that the checker has built in, so that no script of ours is needed."""


def _rule(code: str) -> dict[str, Any]:
    return {
        "id": f"portal-{code}",
        "impact": "moderate",
        "selector": f'[data-finding="{code}"]',
        "tags": ["best-practice"],
        "none": [f"portal-{code}-found"],
        "enabled": True,
    }


class PortalChecker(ContentCheckerItem):
    """Wagtail's checker with our own rules, among them plain Danish."""

    axe_run_only: ClassVar[list[str]] = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        *(f"portal-{code}" for code in _IN_THE_BOX),
    ]
    axe_custom_rules: ClassVar[list[Any]] = [
        *ContentCheckerItem.axe_custom_rules,
        *map(_rule, _IN_THE_BOX),
    ]
    axe_custom_checks: ClassVar[list[Any]] = [
        *ContentCheckerItem.axe_custom_checks,
        *(
            {
                "id": f"portal-{code}-found",
                "evaluate": _NAMED,
                "options": {"matcher": {"attributes": {"data-finding": code}}},
            }
            for code in _IN_THE_BOX
        ),
    ]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, Any]:
        """Say each of ours in plain words."""
        ours = {
            f"portal-{code}": {"error_name": str(problem), "help_text": str(advice)}
            for code, (problem, advice) in MESSAGES.items()
        }
        known: dict[str, Any] = super().get_axe_messages(request)
        return known | ours | {"image-alt": ours["portal-alt"]}


@hooks.register("construct_wagtail_userbar")
def use_our_checker(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Put our checker where Wagtail has its own."""
    items[:] = [
        PortalChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item
        for item in items
    ]


@hooks.register("before_publish_page")
def tell_what_is_left(request: HttpRequest, page: Page) -> None:
    """Publish all the same, and say what deserves another look."""
    found = findings(page.specific)
    if found:
        lines = " ".join(finding.text for finding in found)
        messages.warning(request, _("Se lige på det her: %(lines)s") % {"lines": lines})
