"""Messages of the guides app, one function each."""

from guides.emails.cases import guide_found, new_case, note_shared
from guides.emails.training import ambassador_welcome, enrolled

__all__ = ["ambassador_welcome", "enrolled", "guide_found", "new_case", "note_shared"]
