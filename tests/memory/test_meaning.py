"""Vectors are worked out in the background, for what is still as it was read."""

import subprocess
import sys

import numpy as np

from makers import Person
from memory.conftest import Meet
from personae import memory
from personae.bootstrap import Services
from personae.encoder import DIMENSION, VERSION, Encoder
from personae.memory import Meanings
from personae.memory.packing import packed, products, unpacked


class TestRun:
    async def test_gives_each_memory_its_vector_once(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        begin = services.database.begin
        meanings = Meanings(begin, Encoder())
        async with begin() as tx:
            talk = await meet(tx, ada)
            told = await memory.tell(tx, ada.actor, talk.character_id, text="I keep bees near Bath.")
        assert await meanings.run() >= 1
        async with begin(write=False) as tx:
            kept = await memory.get(tx, ada.actor, talk.character_id, told.id)
        assert kept.vector is not None and len(kept.vector) == DIMENSION
        assert (kept.vector_version, kept.version) == (VERSION, 1)
        assert await meanings.run() == 0

    async def test_works_it_out_anew_for_what_was_corrected(
        self, services: Services, ada: Person, meet: Meet
    ) -> None:
        begin = services.database.begin
        meanings = Meanings(begin, Encoder())
        async with begin() as tx:
            talk = await meet(tx, ada)
            told = await memory.tell(tx, ada.actor, talk.character_id, text="I keep bees near Bath.")
        await meanings.run()
        async with begin() as tx:
            await memory.correct(tx, ada.actor, talk.character_id, told.id, text="I sail a boat to Spain.")
        assert await meanings.run() >= 1
        async with begin(write=False) as tx:
            kept = await memory.get(tx, ada.actor, talk.character_id, told.id)
        vector, scale = unpacked(kept.vector, version=kept.vector_version)
        again = Encoder().encode(["I sail a boat to Spain."])[0]
        assert float(vector.astype(np.float32) @ again) * scale > 0.999


class TestPacked:
    def test_keeps_the_direction(self) -> None:
        chance = np.random.default_rng(7)
        vectors = chance.standard_normal((2_500, DIMENSION)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        kept = [unpacked(packed(vector), version=VERSION) for vector in vectors]
        whole, scales = np.array([each[0] for each in kept]), np.array([each[1] for each in kept])
        cosines = products(whole, vectors[3]) * scales
        assert np.abs(cosines - vectors @ vectors[3]).max() < 0.01
        assert cosines[3] > 0.999

    def test_of_nothing_or_another_encoders_is_nothing(self) -> None:
        for kept, version in ((None, VERSION), (b"\1" * DIMENSION, VERSION + 1), (b"\1", VERSION)):
            vector, scale = unpacked(kept, version=version)
            assert not vector.any() and scale == 0
        assert not np.frombuffer(packed(np.zeros(DIMENSION, np.float32)), np.int8).any()


class TestStart:
    def test_loads_no_numpy_before_somebody_recalls(self) -> None:
        code = "import sys, personae.bootstrap; sys.exit('numpy' in sys.modules)"
        subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})
