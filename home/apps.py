"""App registration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The neighbourhood pages, and the screens that join all four parts."""

    name = "home"
    verbose_name = "Kvarterer der engagerer"

    def ready(self) -> None:
        """Listen to what happens below."""
        from home import events, following, receivers, redirect_words  # noqa: F401, PLC0415

        following.register()
        events.register()
        redirect_words.word_later()
