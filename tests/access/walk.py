"""Walk the portal's addresses as everybody, and tell what is not as the table says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.signing import Signer
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page

from guides.emails import STILL_ACTIVE_SALT
from guides.models import GuideInvitation
from home.models import EventSignUp
from initiatives.models import (
    ApplicationFile,
    AwardFile,
    CaseFileExport,
    CaseFileNote,
    HelpNeed,
    HelpOffer,
    InitiativeUpdate,
    Letter,
    LetterText,
    PanelAssignment,
)
from portal.files.models import StoredFile
from tests.access import logbook
from tests.access.canaries import FOREIGN, OWN
from tests.access.roles import ANONYMOUS, EVERYBODY
from tests.access.rows import Door, Row
from tests.access.table import ADMIN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.access.world import World

_BELOW = {
    Letter: ("application", "letter_id"),
    CaseFileNote: ("application", "note_id"),
    CaseFileExport: ("application", "export_id"),
    HelpNeed: ("initiative", "need_id"),
}
"""Rows whose address also names the row they belong to: where that is, and the address's word."""

_OF_TRAINING: dict[str, Callable[[Any], dict[str, Any]]] = {
    "guides:enrolment-assess": lambda row: {
        "public_id": row.enrolment.public_id,
        "requirement_id": row.requirement_id,
    },
    "guides:session-material-remove": lambda row: {
        "public_id": row.session.public_id,
        "material_id": row.public_id,
    },
    "guides:own-training-catch-up": lambda row: {
        "public_id": row.public_id,
        "session_id": row.course.sessions.get().public_id,
    },
    "guides:certificate-check": lambda row: {"code": row.code},
    "guides:still-active": lambda row: {
        "token": Signer(salt=STILL_ACTIVE_SALT).sign(str(row.public_id))
    },
}
"""How the address of a part of the training is made, where it is not of one public id."""

LOG_IN = "/account/login/"

# What a GET may add to: sessions, the log of who opened what, and pictures cut to size.
_MAY_CHANGE = {"django_session", "audit_auditevent", "wagtailimages_rendition"}


def addresses(urlconf: str | None = None) -> Iterator[tuple[str, str]]:
    """Every address: its route, and its name with namespaces (empty when it has none)."""
    yield from _below(get_resolver(urlconf), "", "")


def _below(resolver: URLResolver, route: str, spaces: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
            yield from _below(pattern, here, space)
        elif isinstance(pattern, URLPattern):
            yield here, f"{spaces}{pattern.name}" if pattern.name else ""


def undeclared(rows: Iterable[Row], urlconf: str | None = None) -> set[str]:
    """Addresses that no row speaks of."""
    declared = {row.name for row in rows}
    return {
        name or route
        for route, name in addresses(urlconf)
        if not route.startswith(ADMIN_PREFIXES) and name not in declared
    }


def fingerprint(names: Iterable[str] | None = None) -> dict[str, str]:
    """Table → hash of all its rows, without those tables that reading may add to."""
    there = set(connection.introspection.table_names()) if names is None else set(names)
    asked = " UNION ALL ".join(
        f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"  # noqa: S608
        f' FROM "{name}" t'
        for name in sorted(there - _MAY_CHANGE)
    )
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def touched() -> dict[str, int]:
    """Table → how many rows were written in this transaction, also those taken back again.

    The database counts that anyway, so that only tables which somebody wrote to need be compared.
    """
    asked = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def problems(row: Row, world: World) -> list[str]:
    """Everything that is not as the row says, for all roles, both methods and both sides."""
    found: list[str] = []
    for side in (OWN, FOREIGN) if row.about else (OWN,):
        here = address(row, world, side)
        found += _reading(row, world, side, here)
        found += _writing(row, world, side, here)
    return found


def address(row: Row, world: World, side: str) -> str:
    """The row's address for the object of one side."""
    about: Any = world.objects[row.about, side] if row.about else None
    if isinstance(about, Page):
        return str(about.url)
    return _of_event(row, about) if isinstance(about, EventSignUp) else _of_row(row, about)


def _of_event(row: Row, about: EventSignUp) -> str:
    return reverse(row.name, args=[about.event_id])


def _of_row(row: Row, about: Any) -> str:
    more = dict(row.more)
    is_of_two = isinstance(about, LetterText | PanelAssignment) or row.name == "guides:introduce"
    if is_of_two or row.name in _OF_TRAINING:
        return reverse(row.name, kwargs=_of_two(row, about))
    if isinstance(about, AwardFile):
        public_id = about.award.application.public_id
        more |= {"public_id": public_id, "file_id": about.stored_file.public_id}
    elif isinstance(about, ApplicationFile):
        more |= {"public_id": about.application.public_id, "file_id": about.stored_file.public_id}
    elif type(about) in _BELOW:
        owner, name = _BELOW[type(about)]
        more |= {"public_id": getattr(about, owner).public_id, name: about.public_id}
    elif isinstance(about, StoredFile):
        update = about.update_picture
        more |= {"public_id": update.initiative.public_id, "file_id": about.public_id}
    elif isinstance(about, InitiativeUpdate) and row.name == "initiatives:update-remove":
        more |= {"public_id": about.initiative.public_id, "update_id": about.public_id}
    elif isinstance(about, GuideInvitation) and row.name == "guides:invitation":
        more["token"] = about.token
    elif about is not None:
        more["public_id"] = about.public_id
    return reverse(row.name, kwargs=more)


def _of_two(row: Row, about: Any) -> dict[str, Any]:
    """A panel member opens what is assigned by its own id, a caseworker from the case.

    An introduction is between an offer and the need it answers.
    """
    if row.name in _OF_TRAINING:
        return _OF_TRAINING[row.name](about)
    if isinstance(about, HelpOffer):
        return {"public_id": about.public_id, "need_id": about.need.public_id}
    if isinstance(about, LetterText):
        return {"pk": about.pk}
    if row.name == "initiatives:assessment-file":
        file = about.application.files.get()
        return {"public_id": about.public_id, "file_id": file.stored_file.public_id}
    if row.name == "initiatives:casework-panel-take-back":
        return {"public_id": about.application.public_id, "assignment_id": about.public_id}
    return {"public_id": about.public_id}


def _reading(row: Row, world: World, side: str, here: str) -> list[str]:
    found: list[str] = []
    before = touched()
    for role in sorted(EVERYBODY):
        watch = logbook.Watch({})
        answer = world.client(role).get(here)
        found += _wrong(f"{row} {side} GET {role}", row, row.get, side, role, answer, world)
        found += logbook.of_a_look(row, role, answer, watch)
    changed = _changed(before, world)
    return [*found, f"{row} {side} GET changed {changed}"] if changed else found


def _writing(row: Row, world: World, side: str, here: str) -> list[str]:
    let_in = _let_in(row.post, side)
    data = row.data(world)
    before = touched()
    found = _foreign_form(row, world, side, here)
    for role in sorted(EVERYBODY - let_in):
        answer = world.client(role).post(here, data)
        found += _wrong(f"{row} {side} POST {role}", row, row.post, side, role, answer, world)
    changed = _changed(before, world)
    if changed:
        found.append(f"{row} {side} POST of somebody refused changed {changed}")
    for role in sorted(let_in):
        with transaction.atomic():
            watch = logbook.Watch(touched())
            answer = world.client(role).post(here, data)
            found += _wrong(f"{row} {side} POST {role}", row, row.post, side, role, answer, world)
            found += logbook.of_a_change(row, role, watch, watch.written(touched()))
            transaction.set_rollback(True)
    return found


def _foreign_form(row: Row, world: World, side: str, here: str) -> list[str]:
    """A form without our token is refused, also to somebody who may send ours (bar B9)."""
    let_in = _let_in(row.post, side)
    if not let_in or (row.by_link_alone and "token" in row.more):
        return []
    client = world.client(min(let_in), enforce_csrf_checks=True)
    answer = client.post(here, row.data(world))
    if answer.status_code == 403:
        return []
    return [f"{row} {side}: takes a foreign form: {answer.status_code}"]


def _let_in(door: Door | None, side: str) -> frozenset[str]:
    if door is None:
        return frozenset()
    return door.own if side == OWN else door.foreign


def _changed(before: dict[str, int], world: World) -> list[str]:
    """The tables that are not as they were when the world was made."""
    now = touched()
    written = [name for name, rows in now.items() if rows != before.get(name, 0)]
    return [name for name, rows in fingerprint(written).items() if rows != world.rows[name]]


def _wrong(
    what: str,
    row: Row,
    door: Door | None,
    side: str,
    role: str,
    answer: Any,
    world: World,
) -> list[str]:
    found = []
    if not _is_right(row, door, side, role, answer):
        place = answer.headers.get("Location", "")
        found.append(f"{what}: {answer.status_code} {place}")
    if "Content-Security-Policy" not in answer.headers:
        found.append(f"{what}: no Content-Security-Policy")
    if role != ANONYMOUS and not row.is_open and "no-store" not in _caching(answer):
        found.append(f"{what}: may be kept by a browser: {_caching(answer)}")
    leaked = leaks(answer, world.canaries - world.may_see.get(role, set()))
    if leaked:
        found.append(f"{what}: leaks {sorted(leaked)}")
    return found


def _caching(answer: Any) -> str:
    return str(answer.headers.get("Cache-Control", ""))


def _is_right(row: Row, door: Door | None, side: str, role: str, answer: Any) -> bool:
    if role in _let_in(door, side):
        return answer.status_code in row.shown and not _asks_for_log_in(answer)
    if role == ANONYMOUS and not row.is_open:
        return _asks_for_log_in(answer)
    if door is None:
        return answer.status_code in {404, 405}
    return answer.status_code == 404


def _asks_for_log_in(answer: Any) -> bool:
    place = urlsplit(answer.headers.get("Location", ""))
    return answer.status_code == 302 and place.path == LOG_IN and "next=" in place.query


def leaks(answer: Any, forbidden: set[str]) -> set[str]:
    """The canaries of `forbidden` that stand in the answer."""
    body = b"".join(answer) if answer.streaming else answer.content
    text = body.decode(errors="replace")
    return {word for word in forbidden if word in text}
