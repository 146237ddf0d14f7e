"""What is done to people's accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.audit.actions import record
from portal.audit.enums import AuditAction
from portal.users.errors import IdentityRefused
from portal.users.models import User

if TYPE_CHECKING:
    from uuid import UUID


@transaction.atomic
def ensure_account(
    *,
    email: str,
    full_name: str = "",
    phone: str = "",
    postal_address: str = "",
    locale: str = "da",
    by: User | None = None,
) -> User:
    """Find the account of this address, or make it.

    An account that exists is returned as it is: nobody changes another's name by knowing their
    address.

    Args: by: who made it for the person; None when they came by themselves.
    Raises: ValidationError, when `email` is no address.
    Effects: audit `users.account_created` for a new one.
    """
    address = email.strip().lower()
    # Many people may have no address: an empty one is nobody's in particular.
    validate_email(address)
    known = User.objects.filter(email=address).first()
    if known:
        return known
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                address,
                full_name=full_name,
                phone=phone,
                postal_address=postal_address,
                locale=locale,
            )
    except (IntegrityError, ValidationError):
        made_meanwhile = User.objects.filter(email=address).first()
        if made_meanwhile is None:
            raise
        return made_meanwhile
    record(AuditAction.ACCOUNT_CREATED, target=user, by=by or user)
    return user


@transaction.atomic
def make_account_without_address(
    *, full_name: str, phone: str, postal_address: str, by: User
) -> User:
    """Make the account of somebody without e-mail, whom others type for and write letters to.

    Nobody can sign in to it: there is no address for a code, no password and no identity.

    Raises: ValidationError, when a text is too long.
    Effects: audit `users.account_created`.
    """
    user = User.objects.create_user(
        "", full_name=full_name, phone=phone, postal_address=postal_address
    )
    record(AuditAction.ACCOUNT_CREATED, target=user, by=by)
    return user


@transaction.atomic
def add_postal_address(user_id: int, *, postal_address: str, by: User) -> None:
    """Write down where letters go to somebody who has told no place yet; a known one stays.

    Effects: audit `users.profile_changed`, if it was written.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.postal_address or not postal_address:
        return
    user.postal_address = postal_address
    user.save(update_fields=["postal_address"])
    record(AuditAction.PROFILE_CHANGED, target=user, by=by, data={"fields": ["postal_address"]})


@transaction.atomic
def update_profile(user_id: int, *, full_name: str, phone: str, locale: str, by: User) -> User:
    """Change what a person has told about themselves.

    Raises: User.DoesNotExist.
    Effects: audit `users.profile_changed` with the names of the fields that changed, if any did.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    told = {"full_name": full_name, "phone": phone, "locale": locale}
    changed = [name for name, value in told.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, told[name])
        user.save(update_fields=changed)
        record(AuditAction.PROFILE_CHANGED, target=user, by=by, data={"fields": changed})
    return user


@transaction.atomic
def account_of_identity(*, external_id: UUID, email: str, full_name: str) -> User:
    """Find or make the account of a person the identity bridge vouches for.

    Args: external_id: lasting and the same at every log-in; never a CPR number. email: an address
    the bridge has verified, or empty.
    Raises: IdentityRefused, when there is no account and no address to make one with, or the
    address belongs to an account of another identity.
    Effects: a known address is tied to the identity; audit as for the account that is made, and
    `users.profile_changed` without the id itself.
    """
    known = User.objects.filter(external_id=external_id).first()
    if known:
        return known
    if not email:
        raise IdentityRefused(
            _("Log-in-tjenesten kender ikke din e-mail. Log på med din e-mail i stedet.")
        )
    account = ensure_account(email=email, full_name=full_name)
    user = User.objects.select_for_update().get(pk=account.pk)
    if user.external_id is not None:
        raise IdentityRefused(
            _("Din e-mail hører til en anden bruger. Ring til kommunen, så hjælper vi.")
        )
    user.external_id = external_id
    user.save(update_fields=["external_id"])
    record(AuditAction.PROFILE_CHANGED, target=user, by=user, data={"fields": ["external_id"]})
    return user


@transaction.atomic
def end_sessions(user_id: int, *, by: User | None) -> None:
    """Shut the person out of every browser they are signed in with, from the next request.

    Nobody has a password here; a new unusable one makes every session that was begun before it
    invalid, without looking for them. The person can sign in again with a code.

    Effects: audit `users.sessions_ended`.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(AuditAction.SESSIONS_ENDED, target=user, by=by)
