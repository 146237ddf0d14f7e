"""Settings are read from the environment typed, and missing ones are named."""

import pytest

from portal import env


def test_text_missing_without_default_names_it_and_its_purpose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(env.MissingSetting) as refused:
        env.text("SECRET_KEY", hint="a long random text")
    assert str(refused.value) == "SECRET_KEY is missing from the environment: a long random text."


def test_text_empty_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "  ")
    assert env.text("DATABASE_URL", default="") == ""
    with pytest.raises(env.MissingSetting):
        env.text("DATABASE_URL")


@pytest.mark.parametrize(
    ("written", "read"), [("yes", True), ("True", True), ("1", True), ("off", False), ("0", False)]
)
def test_flag_reads_yes_and_no(
    monkeypatch: pytest.MonkeyPatch, written: str, *, read: bool
) -> None:
    monkeypatch.setenv("EMAIL_USE_TLS", written)
    assert env.flag("EMAIL_USE_TLS", default=not read) is read


def test_flag_absent_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO", raising=False)
    assert env.flag("DEMO", default=True) is True
    assert env.flag("DEMO", default=False) is False


def test_flag_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "maybe")
    with pytest.raises(env.WrongSetting, match="DEMO must be yes or no, not 'maybe'"):
        env.flag("DEMO", default=False)


def test_integer_reads_a_number_and_refuses_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_PORT", "465")
    assert env.integer("EMAIL_PORT", default=587) == 465
    monkeypatch.setenv("EMAIL_PORT", "smtp")
    with pytest.raises(env.WrongSetting, match="EMAIL_PORT must be a whole number"):
        env.integer("EMAIL_PORT", default=587)


def test_listing_splits_at_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "portal.example.org, www.example.org,")
    assert env.listing("ALLOWED_HOSTS") == ["portal.example.org", "www.example.org"]


def test_require_names_everything_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("EMAIL_HOST", raising=False)
    monkeypatch.setenv("BASE_URL", "https://portal.example.org")
    with pytest.raises(env.MissingSetting) as refused:
        env.require(SECRET_KEY="random", BASE_URL="an address", EMAIL_HOST="the mail server")
    assert str(refused.value).splitlines() == [
        "SECRET_KEY is missing from the environment: random.",
        "EMAIL_HOST is missing from the environment: the mail server.",
    ]
