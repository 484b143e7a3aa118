"""The passwords that everybody tries first, known without asking anybody.

`common.txt` holds the 11,611 of at least 8 characters among the 30,000 most frequent passwords of known
breaches, sorted, in small letters. Source: the lists of zxcvbn 4.5.0 (MIT, © 2012-2016 Dan Wheeler and
Dropbox, Inc.; Python: © 2016 Daniel Wolf).
"""

from functools import lru_cache
from importlib.resources import files

NAME_SHORTEST = 4  # a shorter part of an address is in many good passwords


def is_common(password: str) -> bool:
    """True for a password of the list in any case, or with up to four digits or marks behind one."""
    small = password.casefold()
    bare = small.rstrip("0123456789!?.")
    return small in _known() or (len(small) - len(bare) <= 4 and bare in _known())


def is_about(password: str, *, email: str, name: str) -> bool:
    """True for a password that is little more than whose it is: the address, a name, or this studio."""
    small = password.casefold()
    words = {email, email.partition("@")[0], name.casefold(), "".join(name.casefold().split()), "personae"}
    bare = small.strip("0123456789!?. _-")
    return any(len(word) >= NAME_SHORTEST and word in (small, bare) for word in words)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    # One megabyte and a half, read when somebody first chooses a password.
    return frozenset(files("personae.accounts").joinpath("common.txt").read_text("utf-8").split("\n")) - {""}
