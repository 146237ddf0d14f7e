"""Errors whose text the user reads."""

from portal.errors import DomainError


class NotToBeSentAgain(DomainError):
    """Only a mail that was given up, and whose text is still there, can be sent again."""


class PaceNotAllowed(DomainError):
    """That kind of mail cannot be set to that."""
