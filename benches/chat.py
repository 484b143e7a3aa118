"""How soon a character answers in its own quotations: one person asking, then twenty at once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2

from benches.figures import Report, share
from benches.studio import Json, Studio, cast_of, empty_home, read_to_end, serving, upload, visitor
from benches.texts import write_novel

ASKS = 50
ASKS_EACH = 10  # in one conversation, before a new one begins
AT_ONCE = 20
QUESTIONS = (
    "What do you fear most?",
    "Do you love him?",
    "What shall we do about the weather?",
    "Tell me about your sister and the ball.",
    "Why are you so proud?",
    "Where will you go when all of this is over, and who will go with you?",
    "Have you read any good books?",
    "Is money everything?",
    "What did your mother say to that?",
    "Will you forgive me?",
)

Times = tuple[float, float]  # seconds to the first piece, and to the end


def main() -> None:
    """Ask the character of a novel that says most, over the API, by server-sent events."""
    report = Report("chat", __doc__)
    with empty_home() as home, serving(home) as studio, visitor(studio) as client:
        path = home / "novel.txt"
        what = write_novel(path)
        document = read_to_end(client, upload(client, path))
        character = max(cast_of(client, document["id"]), key=lambda each: int(each["lines"]))
        report.note(f"{character['name']} of {what}: {character['lines']:,} quotations")
        alone = list(_one_after_another(client, character))
        _tell(report, f"one person, {ASKS} asks", alone)
        together = _all_at_once(studio, client, character)
        _tell(report, f"{AT_ONCE} conversations at once", together)
    report.add("at once to alone, median to the end", _median(together) / _median(alone), "×")
    report.end()


def _tell(report: Report, who: str, times: list[Times]) -> None:
    for what, found in zip(("first piece", "end of reply"), zip(*times, strict=True), strict=True):
        report.add(f"{who}: {what}, p50", share(found, 50), "s")
        report.add(f"{who}: {what}, p95", share(found, 95), "s")


def _median(times: list[Times]) -> float:
    return share([end for _, end in times], 50)


def _one_after_another(client: httpx2.Client, character: Json) -> Iterator[Times]:
    for number in range(ASKS):
        if number % ASKS_EACH == 0:
            conversation = _conversation(client, character)
        yield _ask(client, conversation, QUESTIONS[number % len(QUESTIONS)])


def _all_at_once(studio: Studio, client: httpx2.Client, character: Json) -> list[Times]:
    """One question in each of AT_ONCE conversations, sent together, a connection each."""
    conversations = [_conversation(client, character) for _ in range(AT_ONCE)]

    def ask(place: int) -> Times:
        with httpx2.Client(base_url=studio.url, timeout=60, headers=dict(client.headers)) as other:
            return _ask(other, conversations[place], QUESTIONS[place % len(QUESTIONS)])

    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(ask, range(AT_ONCE)))


def _conversation(client: httpx2.Client, character: Json) -> str:
    answer = client.post("/api/v1/conversations", json={"character_id": character["id"]})
    return str(answer.raise_for_status().json()["id"])


def _ask(client: httpx2.Client, conversation: str, question: str) -> Times:
    """Send a question.  Returns the seconds to the first piece of the reply, and to its end."""
    began = time.perf_counter()
    came: list[float] = []
    headers = {"accept": "text/event-stream"}
    url = f"/api/v1/conversations/{conversation}/messages"
    with client.stream("POST", url, json={"text": question}, headers=headers) as answer:
        answer.raise_for_status()
        for line in answer.iter_lines():
            # A reply that was whole before anybody looked comes without pieces.
            if line in ("event: piece", "event: done"):
                came.append(time.perf_counter() - began)
    return came[0], came[-1]


if __name__ == "__main__":
    main()
