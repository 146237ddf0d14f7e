"""The name under which the first migrations of the pages know the portal's StreamField."""

from portal.stream_field import StreamField

__all__ = ["StreamField"]
