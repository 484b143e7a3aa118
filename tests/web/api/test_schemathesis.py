"""The API keeps every promise of its description, as schemathesis reads it; see `./run eval api` for more."""

import subprocess
from pathlib import Path

from evals.api import command, counts, environment, studio, token_of
from web.route_table import API

EXAMPLES = 2  # of each operation, the same each time; the eval asks far more


class TestDescription:
    def test_is_kept_by_every_operation(self, tmp_path: Path) -> None:
        report = tmp_path / "report.json"
        options = ("--generation-deterministic", "--report-json-path", str(report))
        with studio() as url:
            asking = command(url, str(tmp_path), *options, examples=EXAMPLES, phases=["fuzzing"])
            hooks = environment(token_of(url), token_of(url))
            said = subprocess.run(
                asking, env=hooks, cwd=tmp_path, capture_output=True, text=True, check=False
            )
        assert said.returncode == 0, said.stdout
        described = [route for route in API if route.path.startswith("/api/") and "openapi" not in route.path]
        assert counts(report)["operations"] == len(described)
