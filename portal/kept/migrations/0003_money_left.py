"""Tell of what shares of a pool have left, and of the year they are for: pages show both."""

from django.db import migrations

from portal.kept.watching import EVENTS, watch

_SHARES = "initiatives_poolshare"
_BEFORE = watch(_SHARES, but=["amount_committed"])
_NOW = watch(_SHARES)
_STOP = "\n".join(f"DROP TRIGGER content_change_{event} ON {_SHARES};" for event in EVENTS)


class Migration(migrations.Migration):
    """An award changed what is shown before this too: a share tells nothing oftener."""

    dependencies = [("kept", "0002_watched_tables")]
    operations = [
        migrations.RunSQL(f"{_STOP}\n{_NOW.sql}", f"{_STOP}\n{_BEFORE.sql}"),
        # A new pool is on no page before it has a share.
        watch("initiatives_grantpool", only=["fiscal_year"], added=False),
    ]
