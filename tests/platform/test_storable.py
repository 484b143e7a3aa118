"""Text that any database can hold."""

import pytest

from personae.platform.storable import storable


class TestStorable:
    @pytest.mark.parametrize("odd", ["\0", "\ud800", "\udfff", "\udc00\ud800"])
    def test_leaves_out_what_no_database_takes(self, odd: str) -> None:
        assert storable(f"a{odd}b") == "ab"
        assert storable(f"a{odd}b", instead="-") == f"a{'-' * len(odd)}b"

    def test_leaves_all_else_alone(self) -> None:
        assert storable("Élan & 夜 🔥\n\t\ue000\ud7ff") == "Élan & 夜 🔥\n\t\ue000\ud7ff"
