"""The back office's tables of places and themes, and of the people who may sign in there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from portal.areas.models import Neighbourhood, Theme
from portal.users.models import User
from portal.viewsets import ReferenceViewSet


class NeighbourhoodViewSet(ReferenceViewSet):
    """Neighbourhoods: a name, a point on the map, and whether they take part."""

    model = Neighbourhood
    icon = "site"
    menu_label = _("Kvarterer")
    list_display = ["name", "population", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("boundary"),
        FieldPanel("population"),
        FieldPanel("is_active"),
    ]


class ThemeViewSet(ReferenceViewSet):
    """Themes that initiatives are about."""

    model = Theme
    icon = "tag"
    menu_label = _("Temaer")
    list_display = ["name", "colour", "order"]
    search_fields = ["name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("colour"), FieldPanel("icon")]),
        FieldPanel("order"),
    ]


class AreasViewSetGroup(ModelViewSetGroup):
    """«Steder og temaer» in the menu."""

    menu_label = _("Steder og temaer")
    menu_icon = "site"
    menu_order = 210
    items = (NeighbourhoodViewSet, ThemeViewSet)


def _fit_to_our_person(form: Any) -> None:
    """Ask for one name instead of two; there are no passwords to ask for."""
    for name in ("first_name", "last_name", "password1", "password2"):
        form.fields.pop(name, None)


class StaffCreationForm(UserCreationForm):
    """A new account: address, name and roles. The person signs in with a code by e-mail."""

    password_enabled = False

    class Meta(UserCreationForm.Meta):
        fields = ["email", "full_name", "phone", "is_superuser", "groups"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fit_to_our_person(self)

    def clean_email(self) -> str:
        """Addresses are kept in lower case, so that one person is one account."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, commit: bool = True) -> User:
        """Make the account without a password."""
        self.instance.set_unusable_password()
        user: User = super().save(commit)
        return user


class StaffEditForm(UserEditForm):
    """An account's name, roles, and whether it is active."""

    password_enabled = False

    class Meta(UserEditForm.Meta):
        fields = ["email", "full_name", "phone", "is_active", "is_superuser", "groups"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fit_to_our_person(self)
        # Somebody without e-mail, whom others type for, goes on being without.
        self.fields["email"].required = bool(self.instance.email)

    def _clean_username(self) -> None:
        """Let many people have no address; each address still belongs to one."""
        if self.cleaned_data.get("email"):
            super()._clean_username()

    def clean_email(self) -> str:
        """Addresses are kept in lower case, so that one person is one account."""
        return str(self.cleaned_data["email"]).lower()


class StaffIndexView(IndexView):
    """The list of accounts, searched by name and address."""

    search_fields = ["full_name", "email"]


class StaffUserViewSet(UserViewSet):
    """Wagtail's own screens for accounts, for operators, fitted to our person."""

    index_view_class = StaffIndexView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> Any:
        """Choose the form for a new account or a present one."""
        return StaffEditForm if for_update else StaffCreationForm
