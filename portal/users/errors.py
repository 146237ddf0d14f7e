"""What signing in can be refused for, in words for the person at the screen."""

from portal.errors import DomainError


class IdentityRefused(DomainError):
    """The identity bridge vouches for somebody the portal cannot give an account."""
