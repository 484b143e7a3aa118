"""A keyring of the studio under test, and keys in it."""

import pytest

from personae.accounts import Actor
from personae.bootstrap import Services
from personae.models import Keyring, ModelKey, Models
from personae.platform.seal import Seal

SENTINEL = "sk-sentinel-0123456789-WXYZ"
ADDRESS = "http://127.0.0.1:9/v1"


@pytest.fixture
def keys(services: Services) -> Keyring:
    """Everybody's keys, which may lead anywhere."""
    return services.models.keys


@pytest.fixture
def models(services: Services) -> Models:
    """The models of the studio under test."""
    return services.models


@pytest.fixture
def other_keys(services: Services) -> Keyring:
    """The same keys after SECRET_KEY was changed."""
    return Keyring(services.database.begin, Seal(b"another secret"), allows_private=True)


@pytest.fixture
async def key(keys: Keyring, actor: Actor) -> ModelKey:
    """A key of Ada's."""
    return await keys.add(actor, vendor="compatible", secret=SENTINEL, base_url=ADDRESS, name="Home")
