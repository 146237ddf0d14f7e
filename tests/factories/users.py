"""People for tests; all invented."""

import factory
from django.contrib.auth.models import Group

from portal.users.models import User
from portal.users.roles import Role


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Asta Prøvesen {n}")
    phone = "20 30 40 50"


def staff(*roles: Role, **fields: object) -> User:
    """A municipal employee with these roles."""
    user = UserFactory.create(**fields)
    grant(user, *roles)
    return user


def grant(user: User, *roles: Role) -> None:
    """Give a person these roles of the municipality."""
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
