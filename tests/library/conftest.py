"""Texts that nobody else has."""

import pytest

from makers import STORY
from personae.platform.ids import new_id


@pytest.fixture
def text() -> str:
    """A story of this test's own."""
    return f"{STORY}\n{new_id()}\n"
