"""How much memory the studio holds when nothing happens: after its start, and after the main job."""

import time
from pathlib import Path

from benches.figures import Report
from benches.studio import Studio, cast_of, empty_home, read_to_end, serving, upload, visitor
from benches.texts import write_novel

REST_S = 10
TARGET_MB = 150.0


def main() -> None:
    """Measure the server process and its children, if any; RSS counts shared pages too, USS does not."""
    report = Report("idle", __doc__)
    with empty_home() as home:
        with serving(home):
            pass  # the first start migrates the database, which is no idle work
        with serving(home) as studio:
            _rest(report, studio, "after the start")
            report.note(
                f"Then, as one person: read {_do_the_main_job(studio, home / 'novel.txt')}, and talk."
            )
            _rest(report, studio, "after the main job")
    report.end()


def _rest(report: Report, studio: Studio, when: str) -> None:
    time.sleep(REST_S)
    resident_mb, own_mb = studio.memory_mb()
    report.add(f"RSS {REST_S} s {when}", resident_mb, "MB", target=TARGET_MB)
    report.add(f"USS {REST_S} s {when}", own_mb, "MB")


def _do_the_main_job(studio: Studio, path: Path) -> str:
    what = write_novel(path)
    with visitor(studio) as client:
        document = read_to_end(client, upload(client, path))
        character = cast_of(client, document["id"])[0]
        talk = client.post("/api/v1/conversations", json={"character_id": character["id"]}).json()["id"]
        wish = {"text": "What do you fear most?"}
        client.post(f"/api/v1/conversations/{talk}/messages", json=wish).raise_for_status()
    return f"{what} ({document['words']:,} words)"


if __name__ == "__main__":
    main()
