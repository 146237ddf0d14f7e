"""The roles a municipality gives its staff. Groups in the database, made by a migration.

Guide, ambassador and applicant are not roles: they follow from rows of their own.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A group's name in the database and its name on the screen."""

    CASEWORKER = "caseworker", _("Sagsbehandler")
    APPROVER = "approver", _("Godkender")
    PAYER = "payer", _("Udbetaler")
    PROGRAMME_LEAD = "programme_lead", _("Programleder")
    EDITOR = "editor", _("Redaktør")
    MODERATOR = "moderator", _("Moderator")


CASE_STAFF = frozenset({Role.CASEWORKER, Role.APPROVER, Role.PAYER, Role.PROGRAMME_LEAD})
"""Roles that see every application of the municipality."""
