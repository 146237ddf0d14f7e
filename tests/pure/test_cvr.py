"""The modulus-11 check of a Danish company number."""

import pytest

from portal.cvr import is_cvr_number


@pytest.mark.parametrize("number", ["10150817", "25313763", "88146328"])
def test_number_whose_weighed_sum_divides_by_eleven_is_known(number: str) -> None:
    assert is_cvr_number(number)


@pytest.mark.parametrize(
    "number",
    ["", "12345678", "10150818", "01150817", "1015081", "101508177", "1015081a", "１0150817"],
)
def test_anything_else_is_refused(number: str) -> None:
    assert not is_cvr_number(number)
