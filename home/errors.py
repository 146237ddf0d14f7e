"""What the domain of events refuses, in words for the person at the screen."""

from portal.errors import DomainError


class SignUpClosed(DomainError):
    """Nobody can sign up: it is off, over, past the last day, or takes no sign-ups."""


class TooManyPeople(DomainError):
    """More people at once than the event lets one person sign up, or than there is room for."""


class NotSignedUp(DomainError):
    """The person is not signed up, so there is nothing to change."""
