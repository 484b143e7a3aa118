"""Turns text into hashed n-grams: the features that the small models of this tool weigh."""

import re

import numpy as np
from numpy.typing import NDArray

Buckets = NDArray[np.uint32]
Row = tuple[NDArray[np.int64], NDArray[np.float32]]  # buckets and how much each counts

BITS = 18  # of a bucket's number: 262,144 buckets for each family
SIZE = 1 << BITS
CHAR_GRAMS = (2, 3, 4, 5)
_WORD = re.compile(r"\w+|[^\w\s]+")
_DIGITS = re.compile(r"\d")
_SPACE = re.compile(r"\s+")
_BASE = np.uint32(0x01000193)  # FNV's prime, as the base of a rolling polynomial
_MIX = np.uint32(0x85EBCA6B)  # MurmurHash3's finisher
_SKIP = np.uint32(0x9E3779B1)
_EMPTY: Buckets = np.empty(0, dtype=np.uint32)


def flatten(text: str) -> str:
    """Return text as the models read it: in small letters, digits as 0, spaces as one."""
    return _DIGITS.sub("0", _SPACE.sub(" ", text.lower())).strip()


def char_grams(flat: str) -> Buckets:
    """Return the bucket of every run of 2 to 5 characters, with a space before and behind the text."""
    codes = _codes(f" {flat} ")
    found: list[Buckets] = []
    rolled = codes
    for size in range(2, CHAR_GRAMS[-1] + 1):
        if len(codes) < size:
            break
        rolled = rolled[:-1] * _BASE + codes[size - 1 :]
        found.append(_bucket(rolled, size))
    return np.concatenate(found) if found else _EMPTY


def word_grams(flat: str) -> Buckets:
    """Return the bucket of every word or run of marks, of two and three in a row, and of two about one."""
    spans = [each.span() for each in _WORD.finditer(flat)]
    if not spans:
        return _EMPTY
    one = _words(_codes(flat), np.array(spans))
    two = one[:-1] * _SKIP + one[1:]
    three = two[:-1] * _SKIP + one[2:]
    about = one[:-2] * _SKIP + one[2:]
    return np.concatenate([_bucket(one, 11), _bucket(two, 12), _bucket(three, 13), _bucket(about, 14)])


def weigh(buckets: Buckets) -> Row:
    """Return the buckets that occur, and how much each counts: 1 + the logarithm of how often."""
    there, often = np.unique(buckets, return_counts=True)
    much = np.log(often).astype(np.float32) + np.float32(1)
    return there.astype(np.int64), much


def normed(row: Row, rare: NDArray[np.uint8]) -> Row:
    """Return a row whose values are weighed by how rare their buckets are, and of length 1 in all."""
    where, much = row
    weighed = much * rare[where]
    length = float(np.sqrt(np.dot(weighed, weighed))) or 1.0
    return where, weighed / np.float32(length)


def join(words: Row, chars: Row) -> Row:
    """Return the rows of both families as one; characters' buckets stand behind words'."""
    return np.concatenate([words[0], chars[0] + SIZE]), np.concatenate([words[1], chars[1]])


def _codes(text: str) -> Buckets:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _words(codes: Buckets, spans: NDArray[np.int64]) -> Buckets:
    """Return a hash for each word: a polynomial over its characters, from its beginning."""
    starts, ends = spans[:, 0], spans[:, 1]
    lengths = ends - starts
    first = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(first, lengths)
    powers = np.cumprod(np.full(int(lengths.max()), _BASE, dtype=np.uint32), dtype=np.uint32)
    terms = codes[np.repeat(starts, lengths) + within] * powers[within]
    return np.add.reduceat(terms, first, dtype=np.uint32) + lengths.astype(np.uint32)


def _bucket(hashes: Buckets, seed: int) -> Buckets:
    mixed = (hashes ^ np.uint32(seed * 0x27D4EB2F & 0xFFFFFFFF)) * _MIX
    mixed ^= mixed >> np.uint32(15)
    mixed *= _SKIP
    return mixed >> np.uint32(32 - BITS)
