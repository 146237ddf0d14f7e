"""Every address of the portal, and who gets through its door. A new address is a new row here.

A role that is not named gets "not found", a visitor without log-in is asked to log in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.access.roles import EVERYBODY, NOBODY, Roles

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.access.world import World

SHOWN = frozenset({200, 302})
NOT_THERE = frozenset({404})


@dataclass(frozen=True)
class Door:
    """Who gets through with one method: to the object of the own side, and of the foreign one."""

    own: Roles
    foreign: Roles = NOBODY


@dataclass(frozen=True)
class Row:
    """One address.

    `about` names an object of the world. A method whose door is None is refused to everybody.
    `is_open`: the view asks for no log-in, so that nobody is ever sent to log in.
    `by_link_alone`: a signed link in the address is the right to post; no form of ours is needed.
    """

    name: str
    about: str = ""
    get: Door | None = None
    post: Door | None = None
    is_open: bool = False
    by_link_alone: bool = False
    more: dict[str, Any] = field(default_factory=dict)
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    shown: frozenset[int] = SHOWN

    def __str__(self) -> str:
        return f"{self.name}[{self.about}]" if self.about else self.name


def page(name: str, roles: Roles, **more: Any) -> Row:
    """A page that is only read."""
    return Row(name, get=Door(roles), is_open=roles == EVERYBODY, **more)


def form(name: str, roles: Roles, **more: Any) -> Row:
    """A page with a form, for the same people both ways."""
    return Row(name, get=Door(roles), post=Door(roles), is_open=roles == EVERYBODY, **more)


def about(name: str, about: str, own: Roles, foreign: Roles = NOBODY, **more: Any) -> Row:
    """A page with a form about one object."""
    return Row(name, about, get=Door(own, foreign), post=Door(own, foreign), **more)


def read(name: str, about: str, own: Roles, foreign: Roles = NOBODY, **more: Any) -> Row:
    """A page about one object that is only read."""
    return Row(name, about, get=Door(own, foreign), **more)


def button(name: str, about: str, own: Roles, foreign: Roles = NOBODY, **more: Any) -> Row:
    """A button's address: nothing to read there."""
    return Row(name, about, post=Door(own, foreign), **more)
