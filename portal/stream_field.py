"""A StreamField whose blocks stay out of the migrations."""

from __future__ import annotations

from typing import Any

from wagtail import fields


class StreamField(fields.StreamField):
    """Blocks are code, not schema: a new block or a changed help text makes no migration.

    The price: a data migration that reads blocks must name them itself.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the column alone."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
