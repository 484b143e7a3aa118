"""The provider that says what it is told."""

import pytest

from llm.makers import everything, prompt
from personae.llm import Chunk, Finish, ModelBusy, Pause, ReplyInterrupted, ScriptedProvider, saying


class TestSaying:
    async def test_makes_a_whole_reply(self) -> None:
        text, chunks = await everything(ScriptedProvider(saying("Well met, friend.")).stream(prompt("Hail")))
        assert text == "Well met, friend."
        assert len(chunks) == 4
        assert chunks[-1].finish is Finish.DONE
        assert chunks[-1].usage


class TestStream:
    async def test_plays_its_scripts_in_order_and_the_last_one_again(self) -> None:
        provider = ScriptedProvider(saying("One."), saying("Two."))
        said = [(await everything(provider.stream(prompt("Hail"))))[0] for _ in range(3)]
        assert said == ["One.", "Two.", "Two."]

    async def test_remembers_what_was_asked(self) -> None:
        provider = ScriptedProvider()
        await everything(provider.stream(prompt("Hail")))
        assert provider.prompts == [prompt("Hail")]

    async def test_is_cut_off_where_the_script_has_no_finish(self) -> None:
        stream = ScriptedProvider(["Well", Pause(0), " met"]).stream(prompt("Hail"))
        assert [(await anext(stream)).text, (await anext(stream)).text] == ["Well", " met"]
        with pytest.raises(ReplyInterrupted):
            await anext(stream)

    async def test_fails_where_the_script_says_so(self) -> None:
        stream = ScriptedProvider(["Well", ModelBusy(vendor="v", model="m", retry_after_s=1)]).stream(
            prompt("Hail")
        )
        assert await anext(stream) == Chunk(text="Well")
        with pytest.raises(ModelBusy):
            await anext(stream)

    async def test_counts_the_replies_that_nobody_read_to_the_end(self) -> None:
        provider = ScriptedProvider(saying("Well met."))
        stream = provider.stream(prompt("Hail"))
        await anext(stream)
        await stream.aclose()
        await everything(provider.stream(prompt("Hail")))
        assert provider.unfinished == 1
