"""How fast messages are appraised on one core, and what the model takes in memory, disk and time to load."""

import time
from importlib.resources import files
from itertools import cycle, islice

import psutil  # type: ignore[import-untyped]

from benches.figures import Report
from personae.cast import appraise

MESSAGES = 4_000
MB = 1e6
TARGET_MS = 0.5  # of one core for a message, which is 2,000 a second
TARGET_MB = 20.0
SPOKEN = (
    "I never thought I would see you again, and here you are!",
    "No. Leave me alone, please, I have nothing to say to you tonight.",
    "haha that was the best thing i've heard all week 😂",
    "The train leaves at nine; be at the station by half past eight and bring the brown case with you.",
    "What do you mean, she isn't coming?",
    "Thank you. Really. It means more to me than you know.",
    "ok",
    "I'm scared that he will find out what we did, and that nobody is going to believe us when he does.",
)


def main() -> None:
    """Measure with processor time, which other programs on the machine disturb less."""
    report = Report("emotion", __doc__)
    folder = files("personae.cast.emotion") / "weights"
    size = sum(len((folder / name).read_bytes()) for name in ("feelings.npz", "vocabulary.txt"))
    report.add("weights on disk", size / MB, "MB", target=TARGET_MB)
    process = psutil.Process()
    before, began = process.memory_info().rss, time.process_time()
    appraise(["Hello."])
    report.add("first message: loads numpy and the model", (time.process_time() - began) * 1e3, "ms")
    texts = [f"{text} {number}" for number, text in enumerate(islice(cycle(SPOKEN), MESSAGES))]
    words = sum(len(text.split()) for text in texts) / len(texts)
    report.note(f"{MESSAGES:,} messages of {words:.1f} words on average.")
    for name, at_once in (("a message among many", len(texts)), ("a message by itself", 1)):
        began = time.process_time()
        for start in range(0, len(texts), at_once):
            appraise(texts[start : start + at_once])
        took = (time.process_time() - began) / len(texts)
        report.add(name, took * 1e3, "ms", target=TARGET_MS if at_once > 1 else None)
        report.note(f"{1 / took:,.0f} messages per second of one core")
    report.add("memory with numpy and all of this", (process.memory_info().rss - before) / MB, "MB")
    report.end()


if __name__ == "__main__":
    main()
