"""Encryption at rest of the few things that nobody but their reader may see.

The keys are `settings.CPR_KEYS`: the first one seals, all of them open. A new key is put in front;
the old one goes when nothing is left that it sealed.
"""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealBroken(Exception):
    """No key opens it: it is damaged, or its key is gone."""


def seal(data: bytes) -> bytes:
    """Encrypt with the newest key."""
    return _keys().encrypt(data)


def unseal(token: bytes) -> bytes:
    """Read what `seal` made with any of the keys. Raises: SealBroken."""
    try:
        return _keys().decrypt(token)
    except InvalidToken as broken:
        raise SealBroken from broken


def is_key(text: str) -> bool:
    """Tell whether a text can be a key."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.CPR_KEYS])
