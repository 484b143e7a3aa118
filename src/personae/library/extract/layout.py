"""Tells from a sample of a text file how its paragraphs are set apart."""

from enum import Enum, auto
from typing import Final, NamedTuple

_FEW: Final = 0.02
_SOME: Final = 0.08
_LONG_LINE: Final = 100
_WIDEST_WRAP: Final = 100
_RAGGED_CHARS: Final = 15


class Layout(Enum):
    """What ends a paragraph: a blank line; every line end; or, without blanks, an indent or a short line."""

    BLANK_LINES = auto()
    LINES = auto()
    SHAPE = auto()


class Setting(NamedTuple):
    """How a text is laid out, and in how many columns where its lines are broken by hand."""

    layout: Layout
    width: int = 0


def setting_of(sample: str) -> Setting:
    """How the sample's paragraphs are set apart; by blank lines where nothing speaks against them."""
    lines = sample.splitlines()
    full = [line for line in lines if line.strip()]
    if len(full) < 2:
        return Setting(Layout.BLANK_LINES)
    lengths = sorted(len(line.rstrip()) for line in full)
    if sum(lengths) / len(lengths) > _LONG_LINE and lengths[-1] > 1.5 * _LONG_LINE:
        return Setting(Layout.LINES)
    blank = 1 - len(full) / len(lines)
    width = lengths[int(len(lengths) * 0.95)]
    if blank < _SOME and len(full) > 40 and _is_wrapped(lengths, width):
        return Setting(Layout.SHAPE, width)
    if blank > _FEW or _is_wrapped(lengths, width):
        return Setting(Layout.BLANK_LINES)
    return Setting(Layout.LINES)


def _is_wrapped(lengths: list[int], width: int) -> bool:
    """Whether most lines end near one margin, as text set with hard line ends does."""
    near = sum(width - _RAGGED_CHARS <= length for length in lengths)
    return 40 <= width <= _WIDEST_WRAP and near > 0.5 * len(lengths)
