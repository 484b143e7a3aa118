"""The API keeps every promise of its description, as schemathesis reads it; see `./run eval api` for more."""

import asyncio
from pathlib import Path

from evals.api import command, counts, environment
from makers import Person
from web.route_table import API

EXAMPLES = 2  # of each operation, the same each time; the eval asks far more


class TestDescription:
    async def test_is_kept_by_every_operation(
        self, ada: Person, ben: Person, base_url: str, tmp_path: Path
    ) -> None:
        report = tmp_path / "report.json"
        asking = await asyncio.create_subprocess_exec(
            *command(
                base_url,
                str(tmp_path),
                *("--generation-deterministic", "--report-json-path", str(report)),
                examples=EXAMPLES,
                phases=["fuzzing"],
            ),
            env=environment(ada.token, ben.token),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await asking.communicate()
        assert asking.returncode == 0, said.decode()
        described = [route for route in API if route.path.startswith("/api/") and "openapi" not in route.path]
        assert counts(report)["operations"] == len(described)
