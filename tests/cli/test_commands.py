"""The commands of the terminal: what they print, and how they end."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from makers import STORY, client_at
from novel import novel
from personae.cast import MODES, Mode, cast_file
from personae.cli import main
from studio_process import studio

ROOT = Path(__file__).parents[2]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


class TestCast:
    def test_writes_characters_and_quotes_with_offsets_into_the_file(
        self, story: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "cast.json"
        assert main(["cast", str(story), "--out", str(out)]) == 0
        found = json.loads(out.read_text(encoding="utf-8"))
        assert set(found) == {"characters", "quotes"}
        assert all(set(each) == {"id", "name", "aliases", "gender"} for each in found["characters"])
        assert all(set(each) == {"start", "end", "speaker"} for each in found["quotes"])
        known = {each["id"] for each in found["characters"]}
        assert {each["speaker"] for each in found["quotes"]} <= known | {None}
        said = [STORY[each["start"] : each["end"]] for each in found["quotes"]]
        assert any("Good evening" in text for text in said)
        assert all("”" not in text[1:-1] for text in said)

    def test_prints_the_same_without_a_file_to_write_to(
        self, story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["cast", str(story), "--out", str(tmp_path / "cast.json")])
        assert main(["cast", str(story)]) == 0
        assert json.loads(capsys.readouterr().out) == json.loads((tmp_path / "cast.json").read_text())

    @pytest.mark.parametrize("mode", MODES)
    def test_reads_in_the_mode_it_is_told(self, mode: Mode, story: Path, tmp_path: Path) -> None:
        out = tmp_path / "cast.json"
        assert main(["cast", str(story), "--mode", mode, "--out", str(out)]) == 0
        assert json.loads(out.read_text(encoding="utf-8")) == cast_file(story, mode=mode)

    def test_says_that_a_file_is_missing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cast", str(tmp_path / "nothing.txt")]) == 1
        assert "no file" in capsys.readouterr().err

    def test_refuses_what_is_no_text(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        picture = tmp_path / "picture.txt"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
        assert main(["cast", str(picture)]) == 1
        out, err = capsys.readouterr()
        assert (out, "no plain text" in err) == ("", True)

    def test_says_where_it_cannot_write(
        self, story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["cast", str(story), "--out", str(tmp_path / "nowhere" / "cast.json")]) == 1
        said = capsys.readouterr().err
        assert "nowhere" in said and "Traceback" not in said


class TestMain:
    @pytest.mark.parametrize("arguments", [[], ["dance"], ["cast"], ["cast", "--mode", "slow", "f"]])
    def test_ends_with_2_and_the_usage_when_it_does_not_understand(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        assert "usage" in capsys.readouterr().err

    def test_ends_with_2_and_names_the_setting_that_is_wrong(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PERSONAE_PORT", "seven")
        monkeypatch.setenv("UPLOAD_MAX_SIZE", "lots")
        assert main(["serve"]) == 2
        said = capsys.readouterr().err
        assert "PERSONAE_PORT" in said and "Traceback" not in said
        assert 'Setting UPLOAD_MAX_SIZE: "lots" is no size; write one like 50MB or 1.5GB.' in said


class TestServe:
    def test_keeps_its_data_to_its_owner(self) -> None:
        with studio() as running:
            made = [running.folder / "home", *(running.folder / "home").rglob("*")]
            assert {"personae.db", "logs", "files", "personae.jsonl"} <= {path.name for path in made}
            assert [path for path in made if path.stat().st_mode & 0o077] == []

    def test_says_when_the_port_or_the_data_is_taken_and_ends_in_good_order(self) -> None:
        with studio() as server:
            port = server.url.rpartition(":")[2]
            home = str(server.folder / "home")
            taken_port = serve({"PERSONAE_PORT": port, "PERSONAE_HOME": str(server.folder / "other")})
            assert (taken_port.returncode, taken_port.stdout) == (1, "")
            assert "PERSONAE_PORT" in taken_port.stderr and "Traceback" not in taken_port.stderr
            taken_home = serve({"PERSONAE_PORT": "0", "PERSONAE_HOME": home})
            assert taken_home.returncode == 1
            assert "PERSONAE_HOME" in taken_home.stderr and "Traceback" not in taken_home.stderr
            server.stop()
            assert server.url in server.log()
            assert home in server.log()
            assert "Traceback" not in server.log()
            assert '"studio.stopped"' in (server.folder / "home/logs/personae.jsonl").read_text()

    async def test_ends_in_good_order_while_a_book_is_read_and_pages_are_open(self) -> None:
        with studio() as server:
            async with client_at(server.url) as person:
                wish = {"email": "ada@example.org", "password": "a few random words", "name": "Ada"}
                token = (await person.post("/api/v1/auth/register", json=wish)).json()["token"]
                person.headers["authorization"] = f"Bearer {token}"
                files = {"file": ("novel.txt", novel(words=60_000).encode())}
                document = (await person.post("/api/v1/documents", files=files)).json()["id"]
                address = f"{server.url.replace('http', 'ws')}/live/documents/{document}"
                headers = {"authorization": f"Bearer {token}"}
                async with connect(address, additional_headers=headers) as page:
                    while "progress" not in str(await page.recv()):
                        pass
                    await asyncio.to_thread(server.stop)
            said = (server.folder / "home/logs/personae.jsonl").read_text()
            assert '"studio.stopped"' in said
            assert '"error"' not in said
            assert "Traceback" not in server.log()

    @pytest.mark.parametrize("word", ["SIGTERM", "SIGINT"])
    def test_ends_with_0_on_the_signals_that_ask_for_it(self, word: str, tmp_path: Path) -> None:
        # The process tells itself, as soon as it has said where it is.
        script = (
            "import os, signal, sys, threading\n"
            "from personae.cli import main\n"
            "class Out:\n"
            "    def write(self, text):\n"
            "        if 'Ctrl-C' in text: os.kill(os.getpid(), signal." + word + ")\n"
            "    def flush(self): pass\n"
            "sys.stdout = Out()\n"
            "sys.exit(main(['serve']))\n"
        )
        done = run([sys.executable, "-c", script], {"PERSONAE_PORT": "0", "PERSONAE_HOME": str(tmp_path)})
        assert (done.returncode, done.stderr) == (0, "")


def serve(settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return run([sys.executable, "-m", "personae.cli", "serve"], settings)


def run(command: list[str], settings: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src"), **settings}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False, cwd="/"
    )
