"""App registration."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """The `portal.post` app: every message by e-mail, as a row."""

    name = "portal.post"
    label = "post"
    verbose_name = "Mails"
