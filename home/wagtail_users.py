"""Wagtail's app for accounts, with our screens in place of its own."""

from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Points Wagtail at forms for a person with one name and no password."""

    user_viewset = "home.viewsets.StaffUserViewSet"
