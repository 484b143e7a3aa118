"""Vectors of texts: alike is near, whatever is written, and each time the same."""

import numpy as np
import pytest

from personae.encoder import DIMENSION, Encoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


class TestEncode:
    def test_gives_vectors_of_unit_length_in_the_order_of_the_texts(self, encoder: Encoder) -> None:
        texts = ["A long walk by the sea in the rain of a late November.", "Tea.", "The kettle boils."] * 9
        vectors = encoder.encode(texts)
        assert vectors.shape == (27, DIMENSION) and vectors.dtype == np.float32
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
        for text, vector in zip(texts[:3], vectors[:3], strict=True):
            assert float(encoder.encode([text])[0] @ vector) > 0.9999

    def test_brings_near_what_means_alike(self, encoder: Encoder) -> None:
        eating, meal, sky = encoder.encode(
            ["A man is eating food.", "Someone eats a meal.", "The sky is green today."]
        )
        # The published model in floats gives 0.754 and -0.01.
        assert eating @ meal == pytest.approx(0.755, abs=0.02)
        assert abs(eating @ sky) < 0.1

    def test_is_the_same_each_time(self, encoder: Encoder) -> None:
        texts = ["I fear the stairs.", "They count themselves at night."]
        assert np.array_equal(encoder.encode(texts), Encoder().encode(texts))

    def test_takes_anything_within_bounds(self, encoder: Encoder) -> None:
        texts = [
            "",
            " \0\n",
            "\ud800",
            "🔥" * 1000,
            "x" * 1_000_000,
            "word " * 200_000,
            "نص عربي",
            "昨天我去了海边",
        ]
        vectors = encoder.encode(texts)
        assert np.isfinite(vectors).all()
        assert encoder.encode([]).shape == (0, DIMENSION)
