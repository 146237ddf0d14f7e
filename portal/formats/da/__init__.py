"""The admin in Danish."""
