"""A real server refuses to start with what is only fit for a demo."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import override_settings

from portal import checks

FIT: dict[str, Any] = {
    "PRODUCTION": True,
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "b9yF3kQz7Lw2Xv8Ns4Td6Hc1Rj5Gm0Pab9yF3kQz7Lw2Xv8Ns4",
    "ALLOWED_HOSTS": ["portal.example.org"],
    "BASE_URL": "https://portal.example.org",
    "CPR_KEYS": ["b25seS1mb3ItdGhlLXRlc3Qtbm90LWEtc2VjcmV0LS0="],
}


@pytest.fixture
def named_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings as with DATABASE_URL set, whatever database the tests run on."""
    monkeypatch.setattr("portal.database.is_embedded", lambda: False)


def found() -> set[str | None]:
    return {message.id for message in checks.check_production()}


@pytest.mark.usefixtures("named_database")
def test_fit_settings_start() -> None:
    with override_settings(**FIT):
        assert found() == set()
        checks.refuse_unsafe_start()


@pytest.mark.usefixtures("named_database")
@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("SECRET_KEY", "short", "portal.E001"),
        ("SECRET_KEY", "a" * 60, "portal.E001"),
        ("SECRET_KEY", "development-only-" + "b9yF3kQz7Lw2Xv8Ns4" * 3, "portal.E001"),
        ("DEBUG", True, "portal.E002"),
        ("DEMO", True, "portal.E003"),
        ("ALLOWED_HOSTS", ["*"], "portal.E005"),
        ("BASE_URL", "http://portal.example.org", "portal.E006"),
        ("CPR_KEYS", [], "portal.E008"),
        ("CPR_KEYS", ["no-key"], "portal.E008"),
        ("CPR_KEYS", settings.CPR_KEYS_OF_DEVELOPMENT, "portal.E008"),
    ],
)
def test_unfit_setting_is_an_error_and_stops_the_web_server(
    setting: str, value: object, code: str
) -> None:
    with override_settings(**FIT | {setting: value}):
        assert found() == {code}
        with pytest.raises(ImproperlyConfigured):
            checks.refuse_unsafe_start()


def test_embedded_database_is_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.database.is_embedded", lambda: True)
    with override_settings(**FIT):
        assert found() == {"portal.E004"}


def test_demo_and_tests_are_left_alone() -> None:
    with override_settings(PRODUCTION=False, DEBUG=True, DEMO=True):
        assert found() == set()


@pytest.mark.usefixtures("named_database")
def test_check_command_fails_on_our_errors() -> None:
    with override_settings(**FIT | {"DEMO": True}), pytest.raises(SystemCheckError, match="E003"):
        call_command("check", "--tag", "security")


def test_missing_typeface_of_the_letters_is_found(tmp_path: Path) -> None:
    assert checks.check_letter_fonts() == []
    with override_settings(LETTER_FONTS=tmp_path):
        assert [fault.id for fault in checks.check_letter_fonts()] == ["portal.E020"]
