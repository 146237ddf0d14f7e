"""What is left of an upload when it has been read."""

import hashlib
from dataclasses import dataclass

from portal.files.enums import ContentKind


@dataclass(frozen=True)
class Content:
    """The bytes to keep, and what they are. Pictures also have a width and height in pixels."""

    kind: ContentKind
    data: bytes
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes to keep."""
        return hashlib.sha256(self.data).hexdigest()
