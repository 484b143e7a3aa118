"""Finding a Chromium for the browser tests."""

from pathlib import Path

import pytest

from servers import chromium


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program that answers as a Chromium does when asked for its version."""
    path = tmp_path / "chromium-browser"
    path.write_text("#!/bin/sh\necho Chromium 1.0\n")
    path.chmod(0o755)
    return path


class TestFind:
    def test_takes_the_one_that_is_named(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERSONAE_CHROMIUM", str(program))
        assert chromium.find() == str(program)

    def test_finds_one_by_its_usual_names(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("PERSONAE_CHROMIUM", raising=False)
        monkeypatch.setenv("PATH", str(program.parent))
        assert chromium.find() == str(program)

    def test_passes_over_one_that_does_not_run(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program.write_text("#!/bin/sh\necho not here >&2\nexit 1\n")
        monkeypatch.setenv("PERSONAE_CHROMIUM", str(program))
        assert chromium.find() is None


class TestFetch:
    def test_leaves_a_named_one_to_the_person_who_named_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERSONAE_CHROMIUM", "/nowhere/chromium")
        assert chromium.fetch() is None
