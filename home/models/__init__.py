"""The pages editors write, and the settings of the municipality's site."""

from home.models.base import BasePage
from home.models.events import EventPage
from home.models.pages import (
    ContentPage,
    HomePage,
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
)
from home.models.settings import SiteSettings
from home.models.sign_ups import EventNotice, EventSignUp
from home.models.stories import StoryPage, StoryPicture

__all__ = [
    "BasePage",
    "ContentPage",
    "EventNotice",
    "EventPage",
    "EventSignUp",
    "HomePage",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "SiteSettings",
    "StoryPage",
    "StoryPicture",
]
