"""Every address of the portal. A new address is a new row in `doors/`."""

from tests.access.doors.case_file import CASE_FILE
from tests.access.doors.casework import CASEWORK
from tests.access.doors.citizens import CITIZENS
from tests.access.doors.directory import DIRECTORY
from tests.access.doors.guidance import GUIDANCE
from tests.access.doors.home import HOME
from tests.access.doors.paper import PAPER
from tests.access.doors.polls import POLLS
from tests.access.doors.portal import PORTAL
from tests.access.doors.public_life import PUBLIC_LIFE
from tests.access.doors.training import TRAINING
from tests.access.doors.votes import VOTES

TABLE = [
    *PORTAL,
    *PUBLIC_LIFE,
    *PAPER,
    *CITIZENS,
    *CASEWORK,
    *CASE_FILE,
    *GUIDANCE,
    *TRAINING,
    *DIRECTORY,
    *VOTES,
    *POLLS,
    *HOME,
]

ADMIN_PREFIXES = ("admin/", "documents/")
"""Wagtail's own addresses, declared as a group; `test_access.py` says who comes in."""
