"""How fast texts are weighed for injection and moderation: short ones, and a megabyte at once."""

import resource
import time
from collections.abc import Callable

from benches.figures import Report
from personae.safety import injection, language, moderate, unmask

SHORT = (
    "Where were you when the storm broke over the island?",
    "Tell me about your mother, and about the house by the sea.",
    "I do not believe you. You were seen at the gate that night!",
    "Erzähl mir von deiner Kindheit am Meer.",
    "What would you have done in my place, Captain?",
)
ROUNDS = 200
STORY = (
    "The captain ordered the men below. “Forget the cargo,” he cried, “and look to the boats!” Nobody spoke, "
    "for the wind had taken the words out of his mouth, and the sea was over the rail.\n\n"
)
MEGABYTE = 1_000_000
A_SECOND = {"moderation": 50}  # short texts that are wished for: a network reads them too
ELSE_A_SECOND = 2000
SKILLS: dict[str, Callable[[str], object]] = {
    "injection": injection,
    "moderation": moderate,
    "language": language,
    "unmask": unmask,
}


def main() -> None:
    """Weigh short texts and a long one, in processor time, and tell what memory it took."""
    report = Report("safety", __doc__)
    for name, skill in SKILLS.items():
        began = time.process_time()
        skill(SHORT[0])
        report.add(f"{name}: first text, with what it loads", 1000 * (time.process_time() - began), "ms")
        texts = [each for _ in range(ROUNDS) for each in SHORT]
        began = time.process_time()
        for text in texts:
            skill(text)
        took = time.process_time() - began
        report.add(
            f"{name}: a short text",
            1000 * took / len(texts),
            "ms",
            target=1000 / A_SECOND.get(name, ELSE_A_SECOND),
        )
        began = time.process_time()
        skill(STORY * (MEGABYTE // len(STORY)))
        report.add(f"{name}: a megabyte", time.process_time() - began, "s", target=10)
    report.add("memory at most", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    report.end()


if __name__ == "__main__":
    main()
