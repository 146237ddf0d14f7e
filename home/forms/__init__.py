"""Forms of the pages' side."""
