"""What tests of settings begin with."""

from pathlib import Path

import pytest

from personae.platform.settings import Settings


@pytest.fixture
def empty_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder without `.env`, and an environment without any setting of ours."""
    for field in Settings.model_fields.values():
        for name in (str(field.alias), f"{field.alias}_FILE"):
            monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path
