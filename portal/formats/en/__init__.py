"""The admin in English."""
