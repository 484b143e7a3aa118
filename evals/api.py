"""Score card of the API: schemathesis asks a studio of its own everything that its description promises."""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "schemathesis.toml"
PHASES = ("examples", "coverage", "fuzzing", "stateful")
READY_S = 120.0
PASSWORD = "a long enough password"


def run(argv: list[str]) -> dict[str, int]:
    """Ask every operation as somebody signed in, print what schemathesis says, and return the counts.

    operations: asked.  cases: requests.  failures: broken promises of the description,
    each counted once.
    """
    parser = argparse.ArgumentParser(prog="./run eval api", description=__doc__)
    parser.add_argument("--examples", type=int, default=50, help="of each operation, in each phase")
    parser.add_argument("--phases", default=",".join(PHASES), help="which of " + ", ".join(PHASES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object as the last line")
    wish = parser.parse_args(argv)
    with studio() as url, tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--seed", str(wish.seed), "--generation-database", "none"]
        options += ["--report-json-path", str(report)]
        asking = command(url, folder, *options, examples=wish.examples, phases=wish.phases.split(","))
        subprocess.run(asking, env=environment(token_of(url), token_of(url)), cwd=folder, check=False)
        found = counts(report)
    sys.stdout.write("".join(f"{name} {count}  " for name, count in found.items()) + "\n")
    if wish.json:
        sys.stdout.write(json.dumps(found) + "\n")
    return found


def command(url: str, folder: str, *options: str, examples: int, phases: Sequence[str]) -> list[str]:
    """What asks a studio. folder: where reports may be left."""
    asked = ["--phases", ",".join(phases), "--max-examples", str(examples), "--report-dir", folder]
    return [
        *(str(Path(sys.executable).with_name("st")), "--config-file", str(CONFIG), "--no-color"),
        *("run", f"{url}/api/v1/openapi.json", *asked),
        *("--request-timeout", "30", "--warnings", "off", *options),
    ]


def environment(token: str, other: str) -> dict[str, str]:
    """What api_hooks.py reads: who asks, and who asks for what ends their own session."""
    hooks = {"SCHEMATHESIS_HOOKS": "evals.api_hooks", "API_TOKEN": token, "API_OTHER": other}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **hooks}


def counts(report: Path) -> dict[str, int]:
    """What a report says of all that was asked."""
    told = json.loads(report.read_text(encoding="utf-8"))
    cases = told["test_cases"]
    return {
        "operations": told["operations"]["tested"],
        "cases": cases["generated"],
        "failures": cases["unique_failures"] + told["operations"]["errored"],
    }


def token_of(url: str) -> str:
    """The token of somebody new; whoever comes first is an admin."""
    wish = {"email": f"{os.urandom(6).hex()}@example.org", "password": PASSWORD, "name": "Tester"}
    address = url.removeprefix("http://")
    with closing(http.client.HTTPConnection(address, timeout=30)) as asking:
        kind = {"content-type": "application/json"}
        asking.request("POST", "/api/v1/auth/register", json.dumps(wish), kind)
        return str(json.loads(asking.getresponse().read())["token"])


@contextmanager
def studio() -> Iterator[str]:
    """Run a studio with its data in a folder of its own, and tell its address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        settings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "src"),
            "PERSONAE_HOME": home,
            "PERSONAE_PORT": str(port),
        }
        serving = subprocess.Popen(
            [sys.executable, "-m", "personae.cli", "serve"], env=settings, stdout=subprocess.DEVNULL
        )
        try:
            _until_ready(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            serving.terminate()
            serving.wait()


def _until_ready(port: int) -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asking, suppress(OSError):
            asking.request("GET", "/readyz")
            if asking.getresponse().status == http.client.OK:
                return
        time.sleep(0.2)
    raise TimeoutError("the studio did not start")


if __name__ == "__main__":
    run(sys.argv[1:])
