"""Editors meet Wagtail in Danish: every text it has is worded, and each wording fits its text."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from django import forms as forms_of_django
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.users.models import UserProfile

from portal.users.models import User

WAGTAIL = Path(wagtail.__file__).parent
OURS = Path(__file__).resolve().parents[2] / "locale/da/LC_MESSAGES"
APPS = [
    "", "admin", "images", "documents", "users", "snippets", "embeds", "sites", "locales",
    "contrib/settings", "contrib/redirects",
]  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
TAG = re.compile(r"</?\w+")
# Names of programs, which stay as they are.
NAMES = re.compile(r"Wagtail( [\w ]+)?")


def sources(domain: str) -> Iterator[polib.POEntry]:
    """Every text of the apps that editors meet, in Wagtail's own English."""
    for app in APPS:
        file = WAGTAIL / app / "locale/en/LC_MESSAGES" / f"{domain}.po"
        if file.exists():
            yield from polib.pofile(str(file))


@cache
def worded(domain: str) -> dict[tuple[str | None, str], polib.POEntry]:
    """The Danish that is used: ours before Wagtail's own."""
    files = [WAGTAIL / app / "locale/da/LC_MESSAGES" / f"{domain}.po" for app in APPS]
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for file in [*filter(Path.exists, files), OURS / f"{domain}.po"]:
        entries |= {(e.msgctxt, e.msgid): e for e in polib.pofile(str(file)) if e.translated()}
    return entries


def forms(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_text_that_an_editor_can_meet_is_worded(domain: str) -> None:
    known = worded(domain)
    missing = [
        entry.msgid
        for entry in sources(domain)
        if (entry.msgctxt, entry.msgid) not in known and not NAMES.fullmatch(entry.msgid)
    ]
    assert missing == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_each_wording_fits_its_text(domain: str) -> None:
    wrong = []
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        for danish in forms(entry):
            # A singular may leave the number out; nothing may ask for what is not given.
            is_whole = set(PLACEHOLDER.findall(danish)) <= allowed
            is_whole &= bool(entry.msgid_plural) or set(PLACEHOLDER.findall(danish)) == allowed
            edges = entry.msgid[:1] + entry.msgid[-1:], danish[:1] + danish[-1:]
            blanks = [[end.isspace() for end in text] for text in edges]
            if not is_whole or blanks[0] != blanks[1]:
                wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_nothing_is_worded_that_wagtail_no_longer_says(domain: str) -> None:
    said = {(entry.msgctxt, entry.msgid) for entry in sources(domain)}
    said |= taggit() if domain == "django" else set()
    ours = [(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(OURS / f"{domain}.po"))]
    assert [text for text in ours if text not in said] == []
    assert len(ours) == len(set(ours))


def taggit() -> set[tuple[str | None, str]]:
    file = WAGTAIL.parent / "taggit/locale/en/LC_MESSAGES/django.po"
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(file))}


def test_ours_comes_before_what_wagtail_has() -> None:
    with override("da"):
        assert _("Save draft") == "Gem kladde"
        assert _("Unpublish") == "Tag ned"
    with override("en"):
        assert _("Save draft") == "Save draft"


def test_the_editors_scripts_speak_danish_too(
    sign_in: Callable[[User], Client], editor: User
) -> None:
    answer = sign_in(editor).get(reverse("wagtailadmin_javascript_catalog"))
    catalogue = answer.content.decode()
    assert '"Add a comment": "Skriv en kommentar"' in catalogue
    assert '"Expand all": "Fold alle ud"' in catalogue


def test_a_text_without_wording_is_found() -> None:
    """The control: what `test_every_text…` looks for would be missed by nobody."""
    texts = {entry.msgid for entry in sources("django")}
    assert "Save draft" in texts
    assert len(texts) > 1000
    assert (None, "Save draft with a cherry on top") not in worded("django")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("locale", "shown", "other"),
    [("da", "Midlertidig", "Temporary"), ("en", "Temporary", "Midlertidig")],
)
def test_filter_of_redirects_speaks_the_readers_language(
    locale: str, shown: str, other: str, sign_in: Callable[[User], Client], editor: User
) -> None:
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": locale})
    html = sign_in(editor).get(reverse("wagtailredirects:index")).content.decode()
    assert shown in html
    assert other not in html


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("typed", ["24.12.2026 17:30", "24/12/2026 17:30", "2026-12-24 17:30"])
def test_a_day_is_read_as_danes_write_it_in_both_languages(typed: str, language: str) -> None:
    with override(language):
        assert f"{forms_of_django.DateTimeField().clean(typed):%d %m %H %M}" == "24 12 17 30"
        assert AdminDateTimeInput().get_config()["format"] == "d.m.Y H:i"


@pytest.mark.parametrize("typed", ["12/24/2026", "24.13.2026"])
def test_control_a_month_is_never_read_before_its_day(typed: str) -> None:
    with override("en"), pytest.raises(ValidationError):
        forms_of_django.DateField().clean(typed)
