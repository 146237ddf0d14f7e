"""What every page's frame shows: the municipality, the menu and the languages.

The portal knows only defaults. What an editor has set comes through two callables that the settings
name (`PORTAL_SITE_CONTEXT`, `PORTAL_MENU`), so that this package imports nothing from above.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_info


@dataclass
class SiteInfo:
    """The municipality and its portal, as header, footer and contact boxes name them."""

    portal_name: str = "Fællesskabspakken"
    municipality_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    privacy_url: str = ""
    accessibility_phone: str = ""
    logo_url: str = ""
    theme_url: str = ""
    overview_url: str = ""
    source_url: str = ""
    was_url: str = ""
    home_url: str = "/"
    colour: str = ""
    footer_text: str = ""
    foot_links: list[dict[str, str]] = field(default_factory=list)
    complaint_guidance: str = ""
    repayment_guidance: str = ""


def _ask(setting: str, request: HttpRequest) -> Any:
    """Call what a setting names with the request; None when the setting is empty."""
    path = getattr(settings, setting, "")
    if not path:
        return None
    answer: Callable[[HttpRequest], Any] = import_string(path)
    return answer(request)


def _front_page(language: str) -> str:
    """The front page's address in a language; only the first language has no prefix."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def site_info(request: HttpRequest) -> SiteInfo:
    """The municipality as an editor described it, with defaults for what is not set."""
    known = {one.name for one in fields(SiteInfo)}
    given = _ask("PORTAL_SITE_CONTEXT", request) or {}
    info = SiteInfo(**{name: value for name, value in given.items() if name in known and value})
    info.source_url = info.source_url or getattr(settings, "SOURCE_URL", "")
    if "home_url" not in given:
        info.home_url = _front_page(get_language() or settings.LANGUAGE_CODE)
    return info


def site_at_base_url() -> SiteInfo:
    """The municipality as seen from the portal's own address, where there is no request."""
    address = urlsplit(settings.BASE_URL)
    request = HttpRequest()
    request.path = request.path_info = "/"
    request.META["SERVER_NAME"] = address.hostname or "localhost"
    request.META["SERVER_PORT"] = str(address.port or (443 if address.scheme == "https" else 80))
    return site_info(request)


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    """Name the languages, each with this page's address in it, or its front page's.

    The page's own language stands first, as the design system's list wants it.
    """
    here = request.get_full_path()
    active = get_language()
    rows = []
    for code, _name in settings.LANGUAGES:
        url = translate_url(here, code)
        if url == here and code != active:
            url = _front_page(code)
        rows.append(
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "url": url,
                "current": code == active,
            }
        )
    return sorted(rows, key=lambda row: not row["current"])


def site(request: HttpRequest) -> dict[str, Any]:
    """Add `site`, `menu` and `languages` to a page; each is worked out only when asked for."""
    return {
        "site": SimpleLazyObject(lambda: site_info(request)),
        "menu": SimpleLazyObject(lambda: list(_ask("PORTAL_MENU", request) or [])),
        "languages": SimpleLazyObject(lambda: _languages(request)),
    }
