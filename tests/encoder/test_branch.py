"""A network on the encoder's first layers: the same for a text whatever stands beside it."""

from importlib.resources import files

import numpy as np
import pytest

from personae.encoder import weights
from personae.encoder.branch import Branch

THREAT = "I will find you tonight and I will hurt you."
CALM = "The sea was calm and the men mended their nets in the shade of the wall. " * 10


@pytest.fixture(scope="module")
def branch() -> Branch:
    return Branch(files("personae.safety").joinpath("moderation_net.npz"))


class TestBranch:
    def test_says_the_same_of_a_text_beside_a_longer_one(self, branch: Branch) -> None:
        [alone] = branch.logits([THREAT])
        [beside, _] = branch.logits([THREAT, CALM])
        assert np.allclose(alone, beside, atol=1e-3)

    def test_tells_texts_apart(self, branch: Branch) -> None:
        threat, calm = branch.logits([THREAT, CALM])
        assert threat.max() > calm.max() + 2

    def test_takes_anything_within_bounds(self, branch: Branch) -> None:
        found = branch.logits(["", "\0\n", "\ud800", "x" * 100_000, "昨天我去了海边"])
        assert np.isfinite(found).all()

    def test_shares_the_encoders_weights(self) -> None:
        assert weights.read() is weights.read()
