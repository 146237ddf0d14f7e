"""Changes of what public pages show, counted where they happen. Why: decision 0090."""

from django.db import migrations

# Every change puts a row of its own, so that no writer waits for another. How many there have been
# is the sum; the job that joins old rows keeps it.
COUNT = """
CREATE TABLE content_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number bigint NOT NULL DEFAULT 1
);
CREATE FUNCTION content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO content_change DEFAULT VALUES;
  RETURN NULL;
END
$$;
"""
NO_COUNT = """
DROP FUNCTION content_changed();
DROP TABLE content_change;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [migrations.RunSQL(COUNT, NO_COUNT)]
