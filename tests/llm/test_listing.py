"""Lists of models: how each vendor is asked, and what a failure means."""

import pytest

from llm.makers import KEY
from personae.llm import (
    ModelBusy,
    ModelFailed,
    ModelKeyRefused,
    ModelUnknown,
    ModelUnreachable,
    models_of,
)
from personae.llm.listing import ANSWER_BYTES
from servers.model_list import listed, model_list


class TestModelsOf:
    async def test_asks_openais_way_and_names_each_model_once(self) -> None:
        async with model_list(listed("small", "large", "small")) as server:
            found = await models_of("compatible", key=KEY, base_url=f"{server.url}/v1")
        assert found == ["small", "large"]
        assert server.requests[0].startswith("GET /v1/models HTTP/1.1")
        assert f"authorization: Bearer {KEY}" in server.requests[0].replace("Authorization", "authorization")

    async def test_connects_to_the_number_that_a_host_leads_to(self) -> None:
        async def reach(host: str, port: int) -> str:
            assert host == "models.test"
            return "127.0.0.1"

        async with model_list(listed("small")) as server:
            url = server.url.replace("127.0.0.1", "models.test")
            assert await models_of("compatible", key=KEY, base_url=url, reach=reach) == ["small"]
        assert "host: models.test:" in server.requests[0].casefold()

    async def test_reaches_nobody_when_a_host_leads_nowhere(self) -> None:
        async def reach(host: str, port: int) -> str:
            raise OSError("private")

        async with model_list(listed("small")) as server:
            with pytest.raises(ModelUnreachable):
                await models_of("compatible", key=KEY, base_url=server.url, reach=reach)
        assert server.requests == []

    async def test_sends_no_key_where_there_is_none(self) -> None:
        async with model_list(listed("small")) as server:
            await models_of("compatible", key="", base_url=server.url)
        assert "authorization" not in server.requests[0].casefold()

    async def test_asks_anthropics_way(self) -> None:
        async with model_list(listed("claude")) as server:
            assert await models_of("anthropic", key=KEY, base_url=server.url) == ["claude"]
        asked = server.requests[0].casefold()
        assert asked.startswith("get /v1/models?limit=1000 ")
        assert f"x-api-key: {KEY}" in asked and "anthropic-version: 2023-06-01" in asked

    @pytest.mark.parametrize(
        ("status", "failure"),
        [(401, ModelKeyRefused), (403, ModelKeyRefused), (404, ModelUnknown), (429, ModelBusy),
         (500, ModelFailed), (302, ModelFailed)],
    )  # fmt: skip
    async def test_knows_a_refusal_and_never_repeats_the_key(
        self, status: int, failure: type[Exception]
    ) -> None:
        body = f'{{"error": "{KEY} is wrong"}}'.encode()
        async with model_list(body, status=status, headers=["location: http://127.0.0.1:9/"]) as server:
            with pytest.raises(failure) as caught:
                await models_of("compatible", key=KEY, base_url=server.url)
        assert KEY not in repr(caught.value) and caught.value.__cause__ is None
        assert len(server.requests) == 1

    @pytest.mark.parametrize(
        "body", [b"", b"<html>", b"[]", b'{"data": 7}', b'{"data": [{"name": "x"}]}', b"[" * 100_000,
                 b" " * (ANSWER_BYTES + 1)], ids=lambda body: f"{body[:12]!r}",
    )  # fmt: skip
    async def test_takes_nonsense_for_a_failure(self, body: bytes) -> None:
        async with model_list(body) as server:
            with pytest.raises(ModelFailed):
                await models_of("compatible", key=KEY, base_url=server.url)

    async def test_gives_up_on_who_does_not_answer(self) -> None:
        with pytest.raises(ModelUnreachable):
            await models_of("compatible", key=KEY, base_url="http://127.0.0.1:9/v1", wait_s=2)
