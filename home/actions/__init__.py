"""Writes on the side of the pages: everything about who comes to an event."""
