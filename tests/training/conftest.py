"""Where most of these stories happen."""

import pytest

from tests.factories import a_county, a_school


@pytest.fixture
def zhangdian(app):
    return a_county(name="Zhangdian")


@pytest.fixture
def school(zhangdian):
    return a_school(zhangdian)
