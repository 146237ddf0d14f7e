"""Whole pages kept for visitors who are not signed in, and how they are never out of date."""
