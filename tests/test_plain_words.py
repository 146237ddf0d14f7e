"""The portal's own words are plain: short sentences, a low LIX, and never the framework's own.

Source of the aims: the Danish context, section 5.
"""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django import forms
from django.utils.translation import override
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.users.forms import UserForm

import guides
import home
import initiatives
import portal
from portal import plain_danish
from portal.forms import PortalForm, PortalFormRules
from portal.plain_danish import HIGHEST_LIX, is_long, reading
from tests.test_translations import catalogue

MARKUP = re.compile(r"<[^>]+>")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
OFFICIALESE = (
    "Ansøgeren bedes indsende fyldestgørende dokumentation vedrørende projektets budgetmæssige "
    "forudsætninger, herunder medfinansiering, idet sagsbehandlingen i modsat fald ikke vil kunne "
    "påbegyndes inden for den af forvaltningen fastsatte frist."
)


def sentences(text: str) -> list[str]:
    return plain_danish.sentences(PLACEHOLDER.sub("x", MARKUP.sub("", text)))


@cache
def written() -> list[str]:
    """Every Danish sentence that ends as one: labels and buttons are not sentences."""
    texts = [text for entry in catalogue() for text in (entry.msgid, entry.msgid_plural) if text]
    parts = [part for text in texts for part in sentences(text)]
    return [part for part in parts if part.rstrip()[-1] in ".!?"]


def test_texts_are_plain_danish() -> None:
    measured = reading(written())
    assert measured.sentences > 700, "the search for sentences has stopped finding them"
    assert measured.lix <= HIGHEST_LIX


def test_no_sentence_is_long() -> None:
    assert [part for part in written() if is_long(part)] == []


def test_control_officialese_is_seen_as_such() -> None:
    assert reading(sentences(OFFICIALESE)).lix > HIGHEST_LIX
    assert is_long(OFFICIALESE)


OTHER_QUOTES = re.compile(r"[“”„‟]|\"(?=\w[^=<>]*\w\"(?!>))")


def test_danish_texts_quote_with_guillemets() -> None:
    texts = [text for entry in catalogue() for text in (entry.msgid, entry.msgid_plural)]
    plain = [MARKUP.sub("", text) for text in texts]
    assert sum("»" in text for text in plain) > 30, "the search for quotes has stopped finding them"
    assert [text for text in plain if OTHER_QUOTES.search(text)] == []


@pytest.mark.parametrize("text", ["Vælg “Andet”.", 'Vælg "Andet".', "Vælg „Andet“."])
def test_control_other_quotes_are_seen(text: str) -> None:
    assert OTHER_QUOTES.search(text)


# --- The framework's own sentences -------------------------------------------------------------

WAGTAILS_OWN = (UserForm, WagtailAdminModelForm, WagtailAdminPageForm)


@cache
def form_classes() -> list[type[forms.BaseForm]]:
    """Every form of ours that a citizen, a guide or the municipality meets outside the CMS."""
    for package in (portal, initiatives, guides, home):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "settings" not in module.name and "migrations" not in module.name:
                importlib.import_module(module.name)

    def below(kind: type) -> Iterator[type]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    ours = ("portal.", "initiatives.", "guides.", "home.")
    found = {kind for kind in below(forms.BaseForm) if kind.__module__.startswith(ours)}
    return sorted((kind for kind in found if not issubclass(kind, WAGTAILS_OWN)), key=str)


def test_every_form_follows_the_house_rules() -> None:
    assert len(form_classes()) > 20
    assert [kind for kind in form_classes() if not issubclass(kind, PortalFormRules)] == []


def _as_told(sentence: object) -> str:
    """A sentence that counts something is not translated before it has the number."""
    try:
        return str(sentence)
    except KeyError:
        return ""


@cache
def framework_sentences() -> set[str]:
    """Everything Django's own fields say, in Danish."""
    kinds = [kind for kind in vars(forms).values() if isinstance(kind, type)]
    said = set()
    with override("da"):
        for kind in kinds:
            for sentence in getattr(kind, "default_error_messages", {}).values():
                said.add(_as_told(sentence))
    return said - {""}


@pytest.mark.parametrize("kind", form_classes(), ids=lambda kind: kind.__name__)
def test_no_field_answers_with_the_frameworks_sentence(kind: type[forms.BaseForm]) -> None:
    """«Dette felt er påkrævet.» tells nobody what to do."""
    fields = {name: copy.deepcopy(field) for name, field in kind.base_fields.items()}
    form = type("Asked", (PortalForm,), fields)()
    with override("da"):
        said = {
            _as_told(sentence)
            for field in form.fields.values()
            for sentence in field.error_messages.values()
        }
    assert said & framework_sentences() == set()


def test_control_a_bare_field_would_be_caught() -> None:
    with override("da"):
        said = {_as_told(sentence) for sentence in forms.CharField().error_messages.values()}
    assert said & framework_sentences()
