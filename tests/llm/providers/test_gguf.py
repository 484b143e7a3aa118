"""A real model, 135 million parameters small, run inside the process."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from llm.makers import everything, prompt
from personae.llm import (
    Finish,
    ModelFileUnreadable,
    ModelPromptTooLong,
    ModelRuntimeMissing,
    build_provider,
    text_tokens,
)
from personae.llm.providers.gguf import GgufProvider
from servers.models import weights

pytestmark = pytest.mark.servers
ASKED = prompt("Tell me a long story about the sea.")


@pytest.fixture(scope="module")
async def small() -> AsyncIterator[GgufProvider]:
    provider = GgufProvider(path=weights(), max_tokens=8, window_tokens=1024)
    yield provider
    await provider.close()


class TestStream:
    async def test_says_what_the_model_says(self, small: GgufProvider) -> None:
        text, chunks = await everything(small.stream(ASKED))
        assert text.strip()
        assert len(chunks) > 3
        assert chunks[-1].finish is Finish.LENGTH
        usage = chunks[-1].usage
        assert usage is not None and usage.output_tokens == 8
        assert usage.input_tokens is not None and usage.input_tokens >= text_tokens(ASKED.messages[0].text)

    async def test_goes_by_its_files_name(self, small: GgufProvider) -> None:
        assert (small.name, small.model) == ("gguf", weights().stem)

    async def test_keeps_others_going_while_it_thinks(self, small: GgufProvider) -> None:
        speaking = asyncio.create_task(everything(small.stream(ASKED)))
        turns = 0
        while not speaking.done():
            await asyncio.sleep(0.001)
            turns += 1
        assert turns > 20

    async def test_stops_when_it_is_closed(self, small: GgufProvider) -> None:
        endless = GgufProvider(path=weights(), max_tokens=100_000, window_tokens=1024)
        stream = endless.stream(ASKED)
        await anext(stream)
        await stream.aclose()
        # The model has one place: whoever comes next is served only once it is free.
        async with asyncio.timeout(20):
            following = endless.stream(prompt("Hail"))
            assert (await anext(following)).text
            await following.aclose()
        await endless.close()

    async def test_says_when_a_conversation_is_too_long(self, small: GgufProvider) -> None:
        with pytest.raises(ModelPromptTooLong):
            await everything(small.stream(prompt("Hail! " * 1_000)))

    async def test_is_loaded_by_the_first_who_asks(self, tmp_path: Path) -> None:
        path = tmp_path / "small.gguf"
        provider = build_provider("gguf", model=str(path), max_tokens=4)
        with pytest.raises(ModelFileUnreadable) as caught:
            await everything(provider.stream(ASKED))
        assert caught.value.sentence.startswith("small.gguf cannot be read")
        path.symlink_to(weights())
        replies = await asyncio.gather(*(everything(provider.stream(prompt("Hail"))) for _ in range(2)))
        assert all(text for text, _ in replies)
        await provider.close()

    @pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model", weights().read_bytes()[:4096]])
    async def test_says_when_a_file_is_no_whole_model(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "broken.gguf"
        path.write_bytes(content)
        provider = GgufProvider(path=path)
        with pytest.raises(ModelFileUnreadable):
            await everything(provider.stream(ASKED))
        await provider.close()

    async def test_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "xllamacpp", None)
        provider = GgufProvider(path=weights())
        with pytest.raises(ModelRuntimeMissing) as caught:
            await everything(provider.stream(ASKED))
        assert "personae[local]" in caught.value.sentence
        await provider.close()
