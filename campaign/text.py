"""How texts are compared. The original is always kept (forms.md 5.6); these make the copy that is matched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202f\u2060\u2066-\u2069\ufeff]+")
_PUNCTUATION = re.compile(r"[^\w%.]+")


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """NFKC without any white space or invisible character: full-width and half-width forms are one."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=8192)
def simplified(text: str) -> str:
    """`squeeze` in simplified characters; punctuation and case stay. Ordinary texts cost no conversion."""
    key = squeeze(text)
    try:
        key.encode("gb2312")  # the set has hardly a traditional character
    except UnicodeEncodeError:
        return str(_simplifier().convert(key))
    return key


@lru_cache(maxsize=32768)
def essence(text: str) -> str:
    """`squeeze` in simplified characters without punctuation and case: cells of the same essence say the same."""
    return str(_simplifier().convert(_PUNCTUATION.sub("", squeeze(text)))).casefold()
