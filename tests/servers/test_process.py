"""Starting a server, and being sure of its end."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from servers.process import Server, ServerFailed, free_ports, new_folder, running

TESTS = Path(__file__).parents[1]
LISTEN = """
import socketserver, sys
socketserver.TCPServer.allow_reuse_address = True
socketserver.TCPServer(("127.0.0.1", int(sys.argv[1])), socketserver.BaseRequestHandler).serve_forever()
"""
# Starts a server, says where it is, and waits to be killed.
PARENT = """
import sys, time
from servers.process import Server, new_folder
server = Server("", [sys.executable, "-c", "import time; time.sleep(600)"],
                folder=new_folder("test"), ready=lambda: None)
server.start()
print(server.pid, server.folder, flush=True)
time.sleep(600)
"""


def page_server() -> Server:
    [port] = free_ports(1)
    return Server(
        f"http://127.0.0.1:{port}",
        [sys.executable, "-c", LISTEN, str(port)],
        folder=new_folder("test"),
        ready=lambda: socket.create_connection(("127.0.0.1", port)).close(),
    )


class TestRunning:
    def test_answers_inside_and_is_gone_outside(self) -> None:
        with running(page_server()) as server:
            pid = server.pid
            assert pid is not None and psutil.pid_exists(pid)
        assert not psutil.pid_exists(pid)
        assert not server.folder.exists()

    def test_cleans_up_when_a_test_fails(self) -> None:
        server = page_server()
        with pytest.raises(ZeroDivisionError), running(server):
            pid = server.pid
            raise ZeroDivisionError
        assert pid is not None and not psutil.pid_exists(pid)
        assert not server.folder.exists()

    def test_shows_what_a_server_said_that_did_not_start(self) -> None:
        command = [sys.executable, "-c", "print('no tide today'); raise SystemExit(3)"]
        server = Server("", command, folder=new_folder("test"), ready=refuse)
        with pytest.raises(ServerFailed, match="no tide today"), running(server):
            pass
        assert not server.folder.exists()


class TestServer:
    def test_starts_again_on_its_address_after_a_kill(self) -> None:
        with running(page_server()) as server:
            first = server.pid
            server.kill()
            assert server.pid is None
            server.start()
            assert server.pid not in {None, first}

    def test_may_be_stopped_twice(self) -> None:
        with running(page_server()) as server:
            server.stop()
            server.stop()
            assert server.pid is None


class TestKeeper:
    def test_ends_the_server_of_tests_that_were_killed(self) -> None:
        command = [sys.executable, "-c", PARENT]
        with subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True) as parent:
            assert parent.stdout is not None
            pid, folder = parent.stdout.readline().split()
            parent.send_signal(signal.SIGKILL)
        until_gone(lambda: psutil.pid_exists(int(pid)) or Path(folder).exists())

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a server of its keeper's end")
    def test_takes_the_server_with_it(self) -> None:
        with running(page_server()) as server:
            assert server.pid is not None
            process = psutil.Process(server.pid)
            keeper = process.parent()
            assert keeper is not None
            keeper.kill()
            until_gone(lambda: process.is_running() and process.status() != psutil.STATUS_ZOMBIE)


class TestFreePorts:
    def test_finds_as_many_different_ports_as_asked(self) -> None:
        assert len(set(free_ports(5))) == 5

    def test_passes_over_a_port_in_use(self, monkeypatch: pytest.MonkeyPatch) -> None:
        [first, second] = free_ports(2)
        monkeypatch.setattr("servers.process.PORTS", [first, second])
        with socket.create_server(("127.0.0.1", first)):
            assert free_ports(2) == [second]


def refuse() -> None:
    raise ConnectionError


def until_gone(is_there: Callable[[], bool]) -> None:
    for _ in range(500):
        try:
            if not is_there():
                return
        except psutil.NoSuchProcess:
            return
        time.sleep(0.02)
    raise AssertionError("still there")
