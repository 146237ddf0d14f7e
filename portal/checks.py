"""The portal's own system checks: a real server refuses to start on what is only fit for a demo."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from portal import database, sealed
from portal.letters.fonts import REGULAR

SHORTEST_SECRET_KEY = 50
LEAST_DIFFERENT_CHARACTERS = 5
KEYS_IN_THE_SOURCE = ("development-only", "test-only", "django-insecure")


@register(Tags.security)
def check_production(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find what no real server may run with; says nothing outside production."""
    if not settings.PRODUCTION:
        return []
    rules = [
        ("E001", _key_is_weak(), "SECRET_KEY is short, plain, or known from the source code."),
        ("E002", settings.DEBUG, "DEBUG is on: error pages would show data and settings."),
        ("E003", settings.DEMO, "DEMO is on: anybody could sign in as the invented people."),
        (
            "E004",
            database.is_embedded(),
            "DATABASE_URL is missing: the embedded database is for development.",
        ),
        ("E005", "*" in settings.ALLOWED_HOSTS, "ALLOWED_HOSTS lets any host name through."),
        (
            "E006",
            not settings.BASE_URL.startswith("https://"),
            "BASE_URL must begin with https://.",
        ),
        (
            "E007",
            _private_files_are_public(),
            "PRIVATE_ROOT lies in a folder that a web server hands out.",
        ),
        ("E008", _seals_are_weak(), "CPR_KEYS is missing, no key, or known from the source code."),
    ]
    return [Error(text, id=f"portal.{code}") for code, broken, text in rules if broken]


@register(Tags.files)
def check_letter_fonts(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find that the typeface of all paper is not there: no letter could be made."""
    if (settings.LETTER_FONTS / REGULAR).is_file():
        return []
    text = f"No {REGULAR} in LETTER_FONTS: install the front-end packages (`npm ci`)."
    return [Error(text, id="portal.E020")]


def refuse_unsafe_start() -> None:
    """Stop a web server from starting where `manage.py check` would find an error of ours.

    Raises:
        ImproperlyConfigured: with one sentence for each.
    """
    found = check_production()
    if found:
        raise ImproperlyConfigured(" ".join(message.msg for message in found))


def _private_files_are_public() -> bool:
    private = Path(settings.PRIVATE_ROOT).resolve()
    return any(
        private.is_relative_to(Path(folder).resolve())
        for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT)
    )


def _seals_are_weak() -> bool:
    keys: list[str] = settings.CPR_KEYS
    known = set(settings.CPR_KEYS_OF_DEVELOPMENT)
    return not keys or any(key in known or not sealed.is_key(key) for key in keys)


def _key_is_weak() -> bool:
    key = settings.SECRET_KEY
    return (
        len(key) < SHORTEST_SECRET_KEY
        or len(set(key)) < LEAST_DIFFERENT_CHARACTERS
        or key.startswith(KEYS_IN_THE_SOURCE)
    )
