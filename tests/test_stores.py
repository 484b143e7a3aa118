"""Whose things a function may touch is in its signature, or its name says that it asks nobody."""

import ast
from pathlib import Path

import pytest

import personae

ROOMS = Path(personae.__file__).parent
Function = ast.FunctionDef | ast.AsyncFunctionDef


def queries(path: Path) -> list[Function]:
    """The functions of a module that are handed a transaction."""
    found = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function)]
    return [each for each in found if any(argument.arg == "tx" for argument in each.args.args)]


def asks_for_the_owner(function: Function) -> bool:
    """True when a function takes an owner, or says that it does without."""
    arguments = [each.arg for each in (*function.args.args, *function.args.kwonlyargs)]
    return "owner_id" in arguments or function.name.endswith("_unscoped")


def speaks_sql(path: Path) -> bool:
    """True for a room's module that imports the database's library: its store, and what a store grew into."""
    is_room = (path.parent / "tables.py").exists()
    return is_room and "sqlalchemy" in path.read_text() and path.name != "tables.py"


STORES = [path for path in sorted(ROOMS.glob("*/*.py")) if speaks_sql(path) and queries(path)]


class TestStores:
    def test_are_found_in_every_room_with_tables(self) -> None:
        rooms = {path.parent.name for path in ROOMS.glob("*/tables.py")}
        assert {path.parent.name for path in STORES if path.name == "store.py"} >= rooms

    @pytest.mark.parametrize("path", STORES, ids=lambda path: f"{path.parent.name}/{path.name}")
    def test_take_the_owner_in_every_function_or_say_that_they_do_not(self, path: Path) -> None:
        found = queries(path)
        assert found
        assert [each.name for each in found if not asks_for_the_owner(each)] == []
