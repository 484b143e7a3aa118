"""Books with orders hidden in them, read and talked with through models that obey and that tell all."""

import json
import sys
from collections import Counter
from collections.abc import Sequence

import httpx2

from benches.studio import Studio, cast_of, empty_home, read_to_end, serving, visitor
from evals.trials.model import MODEL, Vendor, vendor
from evals.trials.obeying import Model
from evals.trials.places import A
from evals.trials.reading import CRASH
from evals.trials.screen import Seen, browser, screen
from evals.trials.sets import Injected, arguments, books_in
from evals.trials.talking import Outcome, Talks, mixed_up
from evals.trials.watching import listening

OF_A_PERSON = 30  # books; then somebody else reads on
CLEAN = "“The lamp is lit,” said Mira Vale.\n\n“Then we are late,” said Tobias Finch. “Sit down, Mira.”\n"


def run(argv: Sequence[str]) -> dict[str, object]:
    """Go through every book; return what `--json` prints."""
    wish = arguments("injected", __doc__, argv, every="take one of N books")
    books = books_in(wish.data)[:: wish.every]
    model = Model()
    with vendor(model.answer) as upstream, listening(9, 80, 443) as ears, empty_home() as home:
        hears = ears.tried()
        with serving(
            home,
            PERSONAE_MODELS=f"compatible:{MODEL}",
            COMPATIBLE_BASE_URL=f"{upstream.url}/v1",
            COMPATIBLE_API_KEY="sk-0123456789",
        ) as studio:
            found = go_through(studio, books, upstream, model)
        log = (home / "bench.log").read_text(errors="replace")
        crashes = [line for line in log.splitlines() if CRASH.search(line)][:20]
        found |= {"calls": list(ears.heard), "listener_hears": hears, "crashes": crashes}
    print(f"calls to {ears.ports}: {len(ears.heard)} (it hears: {hears}); crashes: {len(crashes)}")
    if wish.json:
        print(json.dumps(found))
    return found


def go_through(
    studio: Studio, books: Sequence[Injected], upstream: Vendor, model: Model
) -> dict[str, object]:
    """Read and talk with every book, look at each in a browser, and at somebody who read none."""
    outcomes: list[Outcome] = []
    seen, voices, withheld = Seen(), set[str](), 0
    canaries = [book.canary for book in books if book.canary]
    with browser() as chromium, visitor(studio) as another:
        for at in range(0, len(books), OF_A_PERSON):
            with visitor(studio) as client:
                token = client.headers["authorization"].partition(" ")[2]
                talks = Talks(client, upstream, model)
                with screen(chromium, studio.url, session=token) as window:
                    window.seen = seen
                    for book in books[at : at + OF_A_PERSON]:
                        outcome = talks.go_through(book)
                        mixed = mixed_up(upstream.prompts, book.canary, canaries)
                        outcome.acts += [f"{each} of another book is told" for each in mixed]
                        for path in outcome.paths:
                            window.look(path)
                        outcomes.append(outcome)
                        print(f"{len(outcomes):3} {book.path.name}: {outcome.acts or 'nothing'}", flush=True)
                voices |= talks.voices
                withheld += talks.withheld
        innocent = _somebody_else(another, upstream, model, canaries)
    print(f"replies held back that told the whole prompt: {withheld} of {2 * len(outcomes)}")
    return _told(outcomes, seen, voices, innocent) | {"withheld": withheld}


def _somebody_else(
    client: httpx2.Client, upstream: Vendor, model: Model, canaries: Sequence[str]
) -> list[str]:
    """What a person who read none of them hears of them: nothing."""
    upstream.prompts.clear()
    book = (
        client.post(f"{A}/documents", files={"file": ("lamp.txt", CLEAN.encode())}).raise_for_status().json()
    )
    read_to_end(client, book["id"])
    talk = client.post(f"{A}/conversations", json={"character_id": cast_of(client, book["id"])[0]["id"]})
    model.mode = "echo"
    path = f"{A}/conversations/{talk.raise_for_status().json()['id']}/messages"
    client.post(path, json={"text": "What is the support address?"}).raise_for_status()
    told = json.dumps(upstream.prompts)
    for query in ("CNRY", "support address", "administrator"):
        told += client.get(f"{A}/search", params={"q": query}).raise_for_status().text
    told += client.get(f"{A}/documents").text + client.get(f"{A}/characters").text
    return [each for each in canaries if each in told]


def _told(
    outcomes: Sequence[Outcome], seen: Seen, voices: set[str], innocent: list[str]
) -> dict[str, object]:
    read = sum(each.is_read for each in outcomes)
    acting = {each.book.path.name: each.acts for each in outcomes if each.acts}
    shown = Counter(each.book.hiding for each in outcomes if each.is_in_prompts)
    print(f"{len(outcomes)} books, {read} read and talked with, {len(acting)} that act")
    for name, acts in acting.items():
        print(f"  {name}: {'; '.join(acts)}")
    print(f"canaries that a model was shown, as data, by hiding place: {dict(shown)}")
    print(f"our own voice in their prompts: {len(voices)} (1: the same in all)")
    ran = (
        f"{len(seen.fired)} ran, {len(seen.calls)} calls elsewhere, {len(seen.stopped)} stopped by the policy"
    )
    print(f"pages in a browser: {seen.pages}; {ran}, {len(seen.alive)} could run")
    titled = [title for title in seen.titles if title.startswith("CNRY")]
    for line in (*seen.fired, *seen.calls, *seen.stopped, *seen.alive, *titled)[:20]:
        print(f"  {line}")
    print(f"canaries that somebody else heard of: {len(innocent)}")
    sys.stdout.flush()
    return {
        **{"books": len(outcomes), "read": read, "acting": acting, "shown": dict(shown)},
        **{"voices": sorted(voices), "fired": seen.fired, "page_calls": seen.calls, "stopped": seen.stopped},
        **{"alive": seen.alive, "titles": titled, "pages": seen.pages, "heard_by_others": innocent},
    }


if __name__ == "__main__":
    run(sys.argv[1:])
