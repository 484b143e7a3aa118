"""The commands and their arguments."""

import argparse
import json
import sys
from pathlib import Path

from pydantic import ValidationError

from personae.cast import MODES, cast_file
from personae.cli.texts import is_text
from personae.platform.errors import PersonaeError
from personae.platform.settings import Settings

NO_TEXT = (
    "is no plain text. Save it as a .txt file in UTF-8, or upload it to the studio (./run), which opens "
    ".epub, .docx, .pdf and more."
)


def main(argv: list[str] | None = None) -> int:
    """Run one command. Returns its exit code: 0 done, 1 refused with a sentence, 2 wrong arguments."""
    wish = _parser().parse_args(argv)
    try:
        return int(wish.run(wish))
    except PersonaeError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    except ValidationError as error:
        for problem in error.errors():
            where = ".".join(map(str, problem["loc"]))
            what = problem["msg"].removeprefix("Value error, ")
            print(f"Setting {where}: {what}" if where else what, file=sys.stderr)
        return 2
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{error.strerror or error}. Check the path and its rights.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run", description="Personae: characters out of any document.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="start the studio")
    serve.add_argument("--demo", action="store_true", help="with a demo account and a story already read")
    serve.set_defaults(run=_serve)
    user = commands.add_parser("user", help="print a link with which somebody chooses a new password")
    user.add_argument("email")
    user.add_argument("--admin", action="store_true", help="make them an admin, too")
    user.add_argument("--no-second-factor", action="store_true", help="turn their second factor off, too")
    user.set_defaults(run=_user)
    cast = commands.add_parser("cast", help="read a text file's cast without the studio")
    cast.add_argument("file", type=Path)
    cast.add_argument("--mode", choices=MODES, default="careful", help="quick: in seconds; careful: better")
    cast.add_argument("--out", type=Path, help="where to write the JSON; the terminal when left out")
    cast.set_defaults(run=_cast)
    return parser


def _serve(wish: argparse.Namespace) -> int:
    from personae.cli.serve import serve

    return serve(Settings(), demo=wish.demo)


def _user(wish: argparse.Namespace) -> int:
    from personae.cli.user import help_in

    return help_in(Settings(), wish.email, admin=wish.admin, no_second_factor=wish.no_second_factor)


def _cast(wish: argparse.Namespace) -> int:
    if not wish.file.is_file():
        print(f"There is no file {wish.file}. Check the path.", file=sys.stderr)
        return 1
    if not is_text(wish.file.read_bytes()):
        print(f"{wish.file} {NO_TEXT}", file=sys.stderr)
        return 1
    text = json.dumps(cast_file(wish.file, mode=wish.mode), ensure_ascii=False)
    if wish.out is None:
        print(text)
    else:
        wish.out.write_text(text + "\n", encoding="utf-8")
    return 0
