"""Books of one's own."""

import pytest

from personae.bootstrap import Services
from usage.books import Books, open_books


@pytest.fixture
async def books(services: Services) -> Books:
    """A ledger with prices and no limits, and somebody new."""
    return await open_books(services)
