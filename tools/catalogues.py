"""Compile the translations, every `.po` under `locale/`, without GNU gettext."""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Compile every catalogue; entries that are fuzzy or empty fall back to Danish."""
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        catalogue = polib.pofile(str(source), wrapwidth=0)
        # The minute the texts were collected would make every collection a change.
        if catalogue.metadata.pop("POT-Creation-Date", None):
            catalogue.save()
        catalogue.save_as_mofile(str(source.with_suffix(".mo")))


if __name__ == "__main__":
    main()
