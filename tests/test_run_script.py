"""The parts of ./run that can be tried without setting anything up."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).resolve().parents[1] / "run"


@pytest.fixture
def script(tmp_path: Path) -> ModuleType:
    """Return ./run as a module, at home in an empty folder."""
    loader = SourceFileLoader("run_script", str(PATH))
    spec = spec_from_loader("run_script", loader)
    assert spec is not None
    module = module_from_spec(spec)
    # The script of a checkout keeps no bytecode beside itself.
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    module.ROOT = tmp_path
    module.VENV = tmp_path / ".venv"
    module.PYTHON = tmp_path / ".venv" / "bin" / "python"
    module.INSTALLED = tmp_path / ".venv" / "installed"
    module.REQUIREMENTS = tmp_path / "requirements"
    module.REQUIREMENTS.mkdir()
    module.PYTHON.parent.mkdir(parents=True)
    module.PYTHON.touch()
    for name in ("app", "dev"):
        (module.REQUIREMENTS / f"{name}.txt").write_text(f"{name}-package==1\n")
    return module


class TestMissing:
    def test_names_what_an_empty_folder_lacks(self, script: ModuleType) -> None:
        assert script.missing("app").startswith("app ")
        assert script.missing("dev").startswith("dev ")

    def test_is_nothing_once_the_stamp_is_written(self, script: ModuleType) -> None:
        script.INSTALLED.write_text(script.missing("app"))
        assert script.missing("app") == ""

    def test_sees_a_changed_lock(self, script: ModuleType) -> None:
        script.INSTALLED.write_text(script.missing("app"))
        (script.REQUIREMENTS / "app.txt").write_text("app-package==2\n")
        assert script.missing("app").startswith("app ")

    def test_wants_more_for_tests_than_for_the_studio(self, script: ModuleType) -> None:
        script.INSTALLED.write_text(script.missing("app"))
        assert script.missing("dev").startswith("dev ")

    def test_takes_no_tools_away_for_the_studio(self, script: ModuleType) -> None:
        script.INSTALLED.write_text(script.missing("dev"))
        assert script.missing("app") == ""
        (script.REQUIREMENTS / "dev.txt").write_text("dev-package==2\n")
        assert script.missing("app").startswith("dev ")

    def test_trusts_no_stamp_without_a_python(self, script: ModuleType) -> None:
        script.INSTALLED.write_text(script.missing("app"))
        script.PYTHON.unlink()
        script.PYTHON.symlink_to("/nowhere/python")
        assert script.missing("app").startswith("app ")


class TestUvSettings:
    def test_follow_the_index_and_the_folders_of_pip(self, script: ModuleType) -> None:
        listed = "global.index-url='http://packages.example/simple'\nglobal.find-links='/one\\n/two'\n"
        assert script.uv_settings(listed) == {
            "UV_DEFAULT_INDEX": "http://packages.example/simple",
            "UV_FIND_LINKS": "/one,/two",
        }

    @pytest.mark.parametrize("turn", [list, reversed])
    def test_let_the_environment_outrank_files(
        self, script: ModuleType, turn: Callable[[list[str]], list[str]]
    ) -> None:
        lines = ["global.cert='a'", "install.cert='b'", ":env:.cert='c'", "freeze.cert='d'"]
        assert script.uv_settings("\n".join(turn(lines))) == {"SSL_CERT_FILE": "c"}

    @pytest.mark.parametrize("listed", ["", "global.timeout='180'\n", "nothing to see\n"])
    def test_are_none_where_pip_says_nothing_of_sources(self, script: ModuleType, listed: str) -> None:
        assert script.uv_settings(listed) == {}


class TestEnvironment:
    def test_keeps_what_a_person_set_for_uv(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PIP_INDEX_URL", "http://pip.example/simple")
        monkeypatch.setenv("UV_DEFAULT_INDEX", "http://uv.example/simple")
        assert script.environment()["UV_DEFAULT_INDEX"] == "http://uv.example/simple"

    def test_undoes_settings_of_pip_that_would_stop_us(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PIP_REQUIRE_VIRTUALENV", "1")
        assert script.environment()["PIP_REQUIRE_VIRTUALENV"] == "0"

    def test_caches_in_the_checkout_without_a_home(
        self, script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.delenv("UV_CACHE_DIR", raising=False)
        monkeypatch.setattr(os, "access", lambda path, mode: False)
        assert script.environment()["UV_CACHE_DIR"] == str(tmp_path / ".venv" / ".cache")


class TestModules:
    def test_lists_what_can_be_run_with_its_first_line(self, script: ModuleType, tmp_path: Path) -> None:
        (tmp_path / "__init__.py").write_text('"""A folder."""\n')
        (tmp_path / "shared.py").write_text('"""Not to be run."""\n')
        (tmp_path / "cast.py").write_text(
            '"""Who is who.\n\nMore.\n"""\nif __name__ == "__main__":\n    pass\n'
        )
        (tmp_path / "bare.py").write_text('if __name__ == "__main__":\n    pass\n')
        assert script.modules(tmp_path) == {"bare": "", "cast": "Who is who."}

    @pytest.mark.parametrize("command", ["eval", "bench"])
    def test_are_all_that_the_documents_tell_one_to_run(self, script: ModuleType, command: str) -> None:
        folder = PATH.parent
        pages = [*folder.glob("*.md"), *folder.glob("docs/**/*.md")]
        told = {
            name
            for page in pages
            for name in re.findall(rf"\./run {command} ([a-z]+)", page.read_text("utf-8"))
        }
        assert told
        assert told <= set(script.modules(folder / f"{command}{'s' if command == 'eval' else 'es'}"))


class TestMain:
    def test_says_it_all_when_asked_for_help(
        self, script: ModuleType, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert script.main(["--help"]) == 0
        said = capsys.readouterr().out
        for command in ("demo", "test", "check", "eval", "bench", "lock"):
            assert f"./run {command}" in said

    def test_lists_the_evaluations(self, script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
        folder = script.ROOT / "evals"
        folder.mkdir()
        (folder / "cast.py").write_text('"""Who is who."""\nif __name__ == "__main__":\n    pass\n')
        with pytest.raises(SystemExit) as left:
            script.main(["eval"])
        assert not left.value.code
        assert capsys.readouterr().out == "cast  Who is who.\n"

    def test_refuses_an_evaluation_there_is_not(self, script: ModuleType) -> None:
        with pytest.raises(SystemExit, match="no tides"):
            script.main(["eval", "tides"])

    @pytest.mark.parametrize("words", [["check", "--fix"], ["lock", "now"]])
    def test_refuses_options_it_does_not_know(self, script: ModuleType, words: list[str]) -> None:
        with pytest.raises(SystemExit, match="takes no option"):
            script.main(words)

    def test_asks_for_a_newer_python(self, script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "version_info", (3, 10, 0))
        with pytest.raises(SystemExit, match=r"needs Python 3\.11"):
            script.main([])

    def test_can_be_read_by_an_older_python(self) -> None:
        # Read by its grammar alone: an old Python must get as far as the sentence above.
        import ast

        ast.parse(PATH.read_text(), feature_version=(3, 8))


class TestFile:
    def test_can_be_started_from_any_folder(self, tmp_path: Path) -> None:
        done = subprocess.run([PATH, "help"], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("Set up Personae")
