"""Read settings from the environment: typed, and loud when one is missing or wrong."""

import os

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


class MissingSetting(ImproperlyConfigured):
    """A setting that the portal cannot start without is not in the environment."""


class WrongSetting(ImproperlyConfigured):
    """A setting is in the environment but cannot be understood."""


def _sentence(name: str, hint: str) -> str:
    return f"{name} is missing from the environment: {hint}." if hint else f"{name} is missing."


def require(**hints: str) -> None:
    """Check several settings at once, so that a new server learns all it lacks in one go.

    Args:
        hints: what each setting should hold, by its name.

    Raises:
        MissingSetting: with one sentence for each that is missing.
    """
    missing = [_sentence(name, hint) for name, hint in hints.items() if not os.environ.get(name)]
    if missing:
        raise MissingSetting("\n".join(missing))


def text(name: str, default: str | None = None, *, hint: str = "") -> str:
    """Read a text; one without a default must be there and not be empty.

    Raises:
        MissingSetting: there is no value and no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise MissingSetting(_sentence(name, hint))
    return default


def flag(name: str, default: bool | None = None, *, hint: str = "") -> bool:
    """Read a yes or no: 1, true, yes, on; or 0, false, no, off.

    Raises:
        MissingSetting: there is no value and no default.
        WrongSetting: the value is neither yes nor no.
    """
    value = text(name, None if default is None else str(default), hint=hint).lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise WrongSetting(f"{name} must be yes or no, not {value!r}.")


def integer(name: str, default: int | None = None, *, hint: str = "") -> int:
    """Read a whole number.

    Raises:
        MissingSetting: there is no value and no default.
        WrongSetting: the value is not a whole number.
    """
    value = text(name, None if default is None else str(default), hint=hint)
    try:
        return int(value)
    except ValueError:
        raise WrongSetting(f"{name} must be a whole number, not {value!r}.") from None


def listing(name: str, default: list[str] | None = None, *, hint: str = "") -> list[str]:
    """Read several texts with commas between them.

    Raises:
        MissingSetting: there is no value and no default.
    """
    value = text(name, None if default is None else ",".join(default), hint=hint)
    return [part.strip() for part in value.split(",") if part.strip()]
