"""What is kept of memory that is no longer used."""

import subprocess
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
# Large blocks are taken and freed: how much more than before is held then, in bytes?
PROBE = """
import psutil
{call}
resident = psutil.Process().memory_info().rss
for _ in range(2):  # glibc keeps what it has had to give back once
    block = bytearray(16 * 1024**2)
    del block
print(psutil.Process().memory_info().rss - resident)
"""


def held_by(call: str) -> int:
    """The bytes still held after large blocks were freed, in a process that has made a call first."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(call=call)],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(SRC)},
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have another C library")
class TestKeepLittle:
    def test_gives_large_blocks_back(self) -> None:
        before = held_by("")
        if before < 8 * 1024**2:
            pytest.skip("this C library gives large blocks back by itself")
        assert held_by("from personae.platform.allocator import keep_little; keep_little()") < 1024**2
