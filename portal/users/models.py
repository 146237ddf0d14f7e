"""The person: one account for citizen, guide and staff alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.users.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

_duties: dict[str, Callable[[], models.Exists]] = {}


def register_duty(name: str, condition: Callable[[], models.Exists]) -> None:
    """Let an app above name something people are by rows of its own; called once, in `apps.ready`.

    Args: condition: true for those who are it now, with `OuterRef("pk")` for the person.
    """
    _duties[name] = condition


def duty_names() -> list[str]:
    """What people can be by rows of the apps above."""
    return list(_duties)


class UserQuerySet(models.QuerySet["User"]):
    """People, with what they are to the programme where it is asked for."""

    def with_duties(self) -> UserQuerySet:
        """Bring along the roles and duties, so that `roles` and `duties` cost no further query."""
        groups = Group.objects.filter(user=models.OuterRef("pk")).order_by()
        return self.annotate(
            role_names=ArraySubquery(groups.values("name")),
            **{f"duty_{name}": condition() for name, condition in _duties.items()},
        )


class UserManager(BaseUserManager["User"]):
    """Makes accounts. None has a password: the door is a code by e-mail or the identity bridge."""

    def get_queryset(self) -> UserQuerySet:
        """People as the portal reads them."""
        return UserQuerySet(self.model, using=self._db)

    def with_duties(self) -> UserQuerySet:
        """Everybody with their roles and duties."""
        return self.get_queryset().with_duties()

    def create_user(self, email: str, **fields: Any) -> User:
        """Make an account for this address, stored in lower case."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.full_clean()
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find the account to sign in to; people without an address share none and have none.

        Raises: User.DoesNotExist.
        """
        if not username:
            raise self.model.DoesNotExist("Nobody signs in without an address.")
        return super().get_by_natural_key(username)

    def create_superuser(self, email: str, **fields: Any) -> User:
        """Make an operator: may do everything in the CMS. Used by `createsuperuser`."""
        fields.pop("password", None)
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in. The e-mail address is the user name."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Empty only for somebody without an address, whom a guide or the municipality types for.
    email = models.EmailField(_("E-mail"), blank=True)
    full_name = models.CharField(_("Navn"), max_length=120, blank=True)
    phone = models.CharField(_("Telefon"), max_length=20, blank=True)
    postal_address = models.TextField(_("Postadresse"), max_length=300, blank=True)
    job_title = models.CharField(
        _("Stilling"), max_length=120, blank=True, help_text=_("Står under navnet i breve.")
    )
    external_id = models.UUIDField(
        _("Id fra log-in-tjenesten"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Et varigt id fra kommunens log-in. Aldrig et CPR-nummer."),
    )
    locale = models.CharField(
        _("Sprog"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da"
    )
    is_staff = models.BooleanField(_("Driftsansvarlig"), default=False)
    is_active = models.BooleanField(_("Aktiv"), default=True)
    date_joined = models.DateTimeField(_("Oprettet"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("bruger")
        verbose_name_plural = _("brugere")
        ordering = ["full_name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_lower_case"
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~models.Q(email=""),
                name="user_email_once",
                violation_error_message=_("Der findes allerede en bruger med den e-mail."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """The name as the person wrote it, else the address. Wagtail shows it."""
        return str(self)

    def get_short_name(self) -> str:
        """The first name alone, as in a greeting."""
        return self.first_name

    @property
    def first_name(self) -> str:
        """The first word of the name: all that is public about an ambassador."""
        return self.full_name.split(" ")[0] if self.full_name else ""

    @cached_property
    def roles(self) -> frozenset[str]:
        """The municipality's roles of this person, read once for each request."""
        told: list[str] | None = getattr(self, "role_names", None)
        return frozenset(self.groups.values_list("name", flat=True) if told is None else told)

    @cached_property
    def duties(self) -> frozenset[str]:
        """What this person is by rows of the apps above, such as a guide at work today."""
        told = self if hasattr(self, "role_names") else User.objects.with_duties().get(pk=self.pk)
        return frozenset(name for name in _duties if getattr(told, f"duty_{name}"))

    def may_have_duty(self, name: str) -> bool:
        """Tell whether the person has the duty, as far as it was read with them; asks nothing.

        True where it is not known, so that a gate is only spared what could not open it.
        """
        return bool(getattr(self, f"duty_{name}", True))

    def has_role(self, *roles: Role) -> bool:
        """Tell whether the person is active and has at least one of these roles."""
        return self.is_active and any(role.value in self.roles for role in roles)
