"""A module run behind the fence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LIMITS = {"cpu_s": 5, "memory_mb": 512, "output_bytes": 1000, "parent": os.getpid()}
MODULE = """
import resource, socket, sys
if __name__ == "__main__":
    caps = [resource.getrlimit(name)[0] for name in (resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
    print(sys.argv[1:], *caps)
    socket.create_connection(("127.0.0.1", 9))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other caps")
class TestMain:
    def test_becomes_the_module_with_its_arguments_and_limits_and_no_network(self, tmp_path: Path) -> None:
        (tmp_path / "guest.py").write_text(MODULE)
        paths = os.pathsep.join([str(tmp_path), *sys.path])
        done = subprocess.run(
            [sys.executable, "-m", "personae.platform.fenced", json.dumps(LIMITS), "guest", "--out", "x"],
            env={"PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "['--out', 'x'] 5 1000\n"
        assert "PermissionError: a document may not use socket." in done.stderr
