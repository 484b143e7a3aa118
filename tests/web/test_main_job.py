"""The whole way of a newcomer, over the API: register, upload, read, meet the cast, talk."""

from makers import Person, cast_of, read_story, talk_with


class TestMainJob:
    async def test_leads_from_a_document_to_a_conversation(self, ada: Person) -> None:
        document = await read_story(ada)
        assert (document["status"], document["progress"], document["error"]) == ("ready", 1.0, None)
        assert document["stage"] == "done"
        cast = await cast_of(ada, document)
        mira = next(each for each in cast if "Mira" in each["name"])
        conversation = await talk_with(ada, mira)
        answer = await ada.client.post(
            f"/api/v1/conversations/{conversation}/messages", json={"text": "What do you fear?"}
        )
        reply = answer.json()["reply"]
        assert reply["state"] == "complete"
        assert "stairs" in reply["text"]
        assert reply["sources"][0]["chapter_title"] == "CHAPTER TWO"
