"""What the tests of single screens need of the browser."""

from tests.browsing import assert_clean, open_page, sign_in

__all__ = ["assert_clean", "open_page", "sign_in"]
