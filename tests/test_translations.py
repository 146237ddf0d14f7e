"""Every text on the screen has an English wording, and every wording fits its Danish text."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
PACKAGES = ("portal", "initiatives", "guides", "home")
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>")
# What `templatize` makes of a template: calls that hold one or two literals.
LITERAL = r"""u?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
TEMPLATE_CALL = re.compile(rf"\b(?:n?gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?")
MULTI_LINE_COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}", re.DOTALL)
# The invented title in the styleguide's examples; it is data, not interface.
SPECIMEN = "Højbede ved karréen"
# Danish words that stay Danish in an English sentence.
# Names, a number of KL's, and the marks that staff write in a letter's text.
KEPT_DANISH = re.compile(r"Fællesskabspakken|Høje-Taastrup|børneattest(er)?|Ø40|\[(beløb|søgt)\]")


@cache
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@cache
def gettext_calls() -> list[tuple[str, ast.Call]]:
    """Every call that asks for a translation in our modules, with where it stands."""
    calls: list[tuple[str, ast.Call]] = []
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            source = file.read_text()
            if "migrations" in file.parts or "gettext" not in source:
                continue
            calls += [
                (f"{file.relative_to(ROOT)}:{node.lineno}", node)
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Call) and node.args and called(node) in GETTEXT
            ]
    return calls


def called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


@cache
def templates() -> dict[str, str]:
    files = sorted(file for file in (ROOT / "templates").rglob("*") if file.is_file())
    return {str(file.relative_to(ROOT)): file.read_text() for file in files}


def texts_in_call(call: ast.Call) -> Iterator[str]:
    for argument in call.args[: 2 if called(call).startswith("n") else 1]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def texts_in_template(source: str) -> Iterator[str]:
    for call in TEMPLATE_CALL.finditer(templatize(source)):
        yield from (ast.literal_eval(text) for text in call.groups() if text)


@cache
def texts_used() -> dict[str, str]:
    """Every Danish text in the source, with one place where it stands."""
    used = {
        text: name for name, source in templates().items() for text in texts_in_template(source)
    }
    for place, call in gettext_calls():
        used |= dict.fromkeys(texts_in_call(call), place)
    return used


def wordings(entry: polib.POEntry) -> list[tuple[str, str]]:
    """The Danish and the English of an entry, once for each number."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    forms = entry.msgstr_plural
    return [(entry.msgid, forms.get(0, "")), (entry.msgid_plural, forms.get(1, ""))]


def test_every_text_in_the_source_has_an_english_wording() -> None:
    english = {
        danish: text
        for entry in catalogue()
        if not entry.fuzzy and not entry.obsolete
        for danish, text in wordings(entry)
    }
    used = texts_used()
    assert len(used) > 1000, "the search for texts has stopped finding them"
    missing = [f"{place}: {text}" for text, place in used.items() if not english.get(text)]
    assert missing == [], "run `make messages` and fill in locale/en"


def test_the_catalogue_holds_nothing_empty_doubtful_or_out_of_use() -> None:
    used = texts_used()
    wrong = [
        entry.msgid
        for entry in catalogue()
        if entry.fuzzy or entry.obsolete or not entry.translated() or entry.msgid not in used
    ]
    assert wrong == []


def test_the_catalogue_names_no_person_and_no_moment() -> None:
    header = catalogue().metadata
    assert header["Language"] == "en"
    assert "POT-Creation-Date" not in header
    assert not [value for value in header.values() if "@" in value]


def test_placeholders_and_markup_are_the_same_in_both_languages() -> None:
    differ = [
        (danish, english)
        for entry in catalogue()
        for danish, english in wordings(entry)
        if sorted(PLACEHOLDER.findall(danish)) != sorted(PLACEHOLDER.findall(english))
    ]
    assert differ == []


def test_the_english_is_english() -> None:
    danish_left = [
        english
        for entry in catalogue()
        for _danish, english in wordings(entry)
        if re.search("[æøåÆØÅ]", KEPT_DANISH.sub("", english))
    ]
    assert danish_left == []


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """An f-string inside gettext is never found in the catalogue."""
    glued = [
        place
        for place, call in gettext_calls()
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert glued == []


def test_templates_have_no_danish_outside_the_catalogue() -> None:
    """What is left of a template without its tags and comments has no Danish letters."""
    left = []
    for name, source in templates().items():
        text = MULTI_LINE_COMMENT.sub("", source).replace(SPECIMEN, "")
        text = re.sub(r"{%\s*blocktrans.*?endblocktrans\w*\s*%}", "", text, flags=re.DOTALL)
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", "", text, flags=re.DOTALL)
        left += [
            f"{name}: {line.strip()}" for line in text.splitlines() if re.search("[æøå]", line)
        ]
    assert left == []


def test_no_sentence_is_the_frameworks_own() -> None:
    """«Dette felt er påkrævet.» tells nobody what to do; our texts say it in our words."""
    framework = polib.pofile(
        str(Path(django.__file__).parent / "conf/locale/da/LC_MESSAGES/django.po")
    )
    sentences = {entry.msgstr for entry in framework if entry.msgstr.endswith(".")}
    assert "Dette felt er påkrævet." in sentences
    assert sentences & set(texts_used()) == set()
    assert [name for name, text in templates().items() if "Dette felt er påkrævet" in text] == []
