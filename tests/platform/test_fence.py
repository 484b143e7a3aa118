import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import personae

# The module alone, as the child has it: without the rooms around it.
FOLDER = Path(personae.__file__).parent / "platform"
SETUP = f"import sys; sys.path.append({str(FOLDER)!r})\nimport fence\n"


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", SETUP + code], capture_output=True, text=True, check=False)


class TestDenySideEffects:
    @pytest.mark.parametrize(
        "deed",
        [
            "import socket; socket.socket()",
            "import socket; socket.getaddrinfo('localhost', 80)",
            "import subprocess; subprocess.run(['true'])",
            "os.system('true')",
            "os.fork()",
            "os.execv('/bin/true', ['true'])",
            "os.posix_spawn('/bin/true', ['true'], {})",
            "os.kill(os.getpid(), 0)",
            "open(path, 'w')",
            "open(path, 'r+')",
            "os.open(path, os.O_WRONLY | os.O_CREAT)",
            "os.mkdir(path)",
            "os.remove(path)",
            "os.rename(path, path + '2')",
            "os.symlink('/etc', path)",
            "import ctypes; ctypes.CDLL('libc.so.6')",
        ],
    )
    def test_refuses(self, deed: str, tmp_path: Path) -> None:
        path = str(tmp_path / "written")
        code = f"import os; path = {path!r}\nfence.deny_side_effects()\ntry:\n    {deed}\n"
        code += "except PermissionError as refusal:\n    print('refused', refusal)\n"
        assert "refused a document may not" in run(code).stdout
        assert not list(tmp_path.iterdir())

    def test_lets_files_be_read_and_an_open_one_be_written(self, tmp_path: Path) -> None:
        path = str(tmp_path / "written")
        code = f"out = open({path!r}, 'w')\nfence.deny_side_effects()\n"
        code += f"out.write('kept'); out.flush(); print(open({path!r}).read())"
        assert run(code).stdout == "kept\n"


class TestDenyGoingOut:
    @pytest.mark.parametrize(
        "deed",
        [
            "import socket; socket.socket()",
            "import socket; socket.getaddrinfo('localhost', 80)",
            "import subprocess; subprocess.run(['true'])",
            "os.fork()",
            "os.kill(os.getpid(), 0)",
        ],
    )
    def test_refuses(self, deed: str) -> None:
        code = f"import os\nfence.deny_going_out()\ntry:\n    {deed}\n"
        code += "except PermissionError as refusal:\n    print('refused', refusal)\n"
        assert "refused a document may not" in run(code).stdout

    def test_lets_files_be_written(self, tmp_path: Path) -> None:
        path = tmp_path / "written"
        run(f"fence.deny_going_out()\nopen({str(path)!r}, 'w').write('kept')")
        assert path.read_text() == "kept"


class TestLimitCosts:
    def test_ends_a_process_at_its_processor_time(self) -> None:
        code = "fence.limit_costs(cpu_s=1, memory_mb=512, output_bytes=9)\nwhile True: pass"
        assert run(code).returncode < 0

    @pytest.mark.skipif(sys.platform != "linux", reason="other systems do not cap the address space")
    def test_refuses_memory_beyond_the_cap(self) -> None:
        code = "fence.limit_costs(cpu_s=9, memory_mb=256, output_bytes=9)\nbytearray(300_000_000)"
        assert "MemoryError" in run(code).stderr

    def test_refuses_to_write_a_file_beyond_the_cap(self, tmp_path: Path) -> None:
        path = str(tmp_path / "written")
        code = "fence.limit_costs(cpu_s=9, memory_mb=512, output_bytes=1000)\n"
        code += f"out = open({path!r}, 'wb', buffering=0)\nfor _ in range(3): out.write(bytes(900))"
        assert "OSError" in run(code).stderr
        assert (tmp_path / "written").stat().st_size == 1000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a network to leave")
class TestLeaveNetwork:
    def test_reaches_nothing_any_more(self) -> None:
        code = (
            "import socket\nserver = socket.create_server(('127.0.0.1', 0))\naddress = server.getsockname()\n"
            "fence.leave_network()\ntry:\n    socket.create_connection(address, timeout=2)\n"
            "except OSError: print('unreachable')\nelse: print('reached')"
        )
        said = run(code).stdout.strip()
        if said == "reached":
            pytest.skip("this system lets no ordinary user leave the network")
        assert said == "unreachable"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
class TestDieWithParent:
    async def test_ends_the_child_of_a_killed_parent(self) -> None:
        child = (
            SETUP + "import os, sys, time\nfence.die_with_parent(int(sys.argv[1])); print('up', flush=True)\n"
        )
        child += "time.sleep(60)"
        parent = (
            "import os, subprocess, sys, time\n"
            f"child = subprocess.Popen([sys.executable, '-c', {child!r}, str(os.getpid())])\ntime.sleep(60)"
        )
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", parent, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        assert await process.stdout.readline() == b"up\n"
        process.kill()
        await process.wait()
        # The pipe ends when the last process that holds it, the child, is gone.
        async with asyncio.timeout(10):
            assert await process.stdout.read() == b""
