"""Words of a language are found in one catalogue, and are those that Django would find."""

from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import gettext, override, trans_real

from portal.catalogues import put_together


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_word_is_the_one_that_django_finds(language: str) -> None:
    ours: Any = trans_real.translation(language)
    theirs: Any = trans_real.DjangoTranslation(language)
    assert len(ours._catalog._catalogs) == 1
    assert len(theirs._catalog._catalogs) > 1
    for key in theirs._catalog.keys():  # noqa: SIM118 - it is no dict
        if isinstance(key, tuple):
            for number in (0, 1, 2, 5, 11, 101):
                told = [one.ngettext(key[0], "", number) for one in (ours, theirs)]
                assert told[0] == told[1]
        else:
            assert ours.gettext(key) == theirs.gettext(key)
    assert ours.gettext("ikke et ord") == "ikke et ord"


def test_the_portals_words_are_still_translated() -> None:
    with override("en"):
        assert gettext("Ansøgningen") != "Ansøgningen"


def test_those_that_count_otherwise_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    class Known:
        _catalogs = [{"a": "1"}, {"a": "2", "b": "2"}, {"b": "3", "c": "3"}]
        _plurals = [lambda n: int(n != 1), lambda n: 1 - int(n == 1), lambda n: int(n > 1)]

    class Language:
        _catalog = Known()

    monkeypatch.setattr(trans_real, "translation", lambda _language: Language)
    put_together("xx")
    assert Language._catalog._catalogs == [{"a": "1", "b": "2"}, {"b": "3", "c": "3"}]
    assert len(Language._catalog._plurals) == 2
