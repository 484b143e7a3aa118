"""Hostile and ordinary documents: is each read or refused as its list says, at what cost, without harm?"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benches.studio import empty_home, serving
from evals.trials.reading import Uploads, read_all
from evals.trials.sets import Case, arguments, documents_in
from evals.trials.verdicts import LIMIT_MB, LIMIT_S, READ, Fate, costs, decoded_otherwise, disagreement
from evals.trials.watching import files_under, listening, watched

PORTS = (9, 80, 443)  # where the documents would like to call
AIMED_AT = ("pwn_epub.txt", "pwn_abs.txt", "pwn_win.txt", "up.txt")  # what members of archives are called
PLACES = (Path("/tmp"), Path("/"), Path.cwd(), Path.cwd().parent, Path.home())
WHOLE_EVERY = 8  # of the documents of other projects, as many take the whole way through a studio

Judged = dict[str, object]


def run(argv: Sequence[str]) -> dict[str, object]:
    """Read every document behind the fence, then some through a studio; return what `--json` prints."""
    wish = arguments("documents", __doc__, argv, whole="send every document through a studio")
    cases = documents_in(wish.data)
    with listening(*PORTS) as ears:
        hears = ears.tried()
        found: dict[str, object] = {"read": behind_the_fence(cases)}
        some = [case for n, case in enumerate(cases) if wish.whole or _is_ours(case) or n % WHOLE_EVERY == 0]
        found["uploaded"] = through_a_studio(some)
        found |= {"calls": list(ears.heard), "listener_hears": hears, "outside": _outside()}
    print(f"calls to ports {', '.join(map(str, ears.ports))}: {len(ears.heard)} (it hears: {hears})")
    print(f"files outside: {found['outside'] or 'none'}")
    if wish.json:
        print(json.dumps(found))
    return found


def behind_the_fence(cases: Sequence[Case]) -> Judged:
    """Read documents by the child that a studio would start."""
    with tempfile.TemporaryDirectory(prefix="personae-trial-") as folder, watched(os.getpid()) as peaks:
        fates = asyncio.run(read_all(cases, Path(folder), peaks))
        left = sorted(files_under(Path(folder)))
    ours = str(Path("/proc/self/ns/net").readlink())
    return _judged("behind the fence", cases, fates) | {
        "strays": left,
        "in_a_network_of_their_own": len(peaks.networks - {ours}),
    }


def through_a_studio(cases: Sequence[Case]) -> Judged:
    """Send documents to a studio, as a person does."""
    with empty_home() as home, tempfile.TemporaryDirectory(prefix="personae-trial-") as scratch:
        with serving(home, TMPDIR=scratch) as studio, watched(studio.process.pid) as peaks:
            uploads = Uploads(studio, home, Path(scratch), peaks)
            fates = uploads.send_all(cases)
            facts = uploads.facts()
        print(facts)
        return _judged("through a studio", cases, fates) | facts


def _judged(way: str, cases: Sequence[Case], fates: Sequence[Fate]) -> Judged:
    """Print and return how many fates are as listed, which are not, and the dearest."""
    differing, dear = {}, {}
    for case, fate in zip(cases, fates, strict=True):
        if why := disagreement(case, fate):
            differing[case.name] = why
        if why := costs(fate):
            dear[case.name] = why
    judged = sum(bool(case.expect) for case in cases)
    coded = [(case, fate) for case, fate in zip(cases, fates, strict=True) if case.encoding and fate.text]
    garbled = [case.name for case, fate in coded if decoded_otherwise(case, fate)]
    share = 1 - len(differing) / len(cases)
    seconds, cpu_s = max(fate.seconds for fate in fates), max(fate.cpu_s for fate in fates)
    mb = max(fate.mb for fate in fates)
    read = sum(fate.code == READ for fate in fates)
    print(f"{way}: {len(cases)} documents, {read} read, {len(cases) - read} refused with a sentence")
    print(f"  as listed: {share:.2%} ({judged} of the lists' rows name a verdict)")
    print(f"  dearest {cpu_s:.1f} processor seconds (limit {LIMIT_S:.0f}), {seconds:.1f} s by the clock")
    print(f"  greatest {mb:.0f} MB (limit {LIMIT_MB:.0f})")
    if coded:
        print(f"  in the encoding of their list: {len(coded) - len(garbled)} of {len(coded)}")
    for name, why in {**differing, **dear}.items():
        print(f"  {name}: {why}")
    return {
        **{"documents": len(cases), "read": read, "with_a_verdict": judged, "as_listed": share},
        **{"slowest_s": seconds, "dearest_cpu_s": cpu_s, "greatest_mb": mb, "differing": differing},
        **{"dear": dear, "texts_with_an_encoding": len(coded), "in_another_encoding": garbled},
    }


def _outside() -> list[str]:
    return [str(place / name) for place in PLACES for name in AIMED_AT if (place / name).exists()]


def _is_ours(case: Case) -> bool:
    return case.path.parent.name == "documents_generated"


if __name__ == "__main__":
    run(sys.argv[1:])
