"""Errors whose text is fit for the person at the screen."""


class DomainError(Exception):
    """A rule of the domain said no; `str(error)` is the sentence the user reads."""

    @property
    def message(self) -> str:
        """The sentence for the user, translated to the active language."""
        return str(self)
