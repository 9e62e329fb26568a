"""One spelling for one word: cleaning, tokens, and the folded key used everywhere.

May import: nothing of this project. Mending what was typed (Telex, VNI, abbreviations) is `repair.py`.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))
_WORD = re.compile(r"[^\W_]+")
_COUNTED = re.compile(r"(\d+)([^\W\d_]+)")  # '1pha', '60t'; 'f1' and 'co2' stay whole
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}  # a circumflex doubles its letter instead


def clean(text: str) -> str:
    """Without invisible characters, NFKC (m³ → m3, full width → plain), lower case."""
    return unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).lower()


def tokens(text: str) -> list[str]:
    """Runs of letters and digits of a cleaned text, accents kept; a number loses the unit glued to it."""
    found: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        counted = _COUNTED.fullmatch(word)
        found.extend(counted.groups() if counted else (word,))
    return found


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """One lower-case word without diacritics. đ has no decomposition, so nothing but this does it for us."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def fold(text: str) -> str:
    """The folded key: lower case, no diacritics, đ → d, words parted by single spaces."""
    return " ".join(filter(None, map(fold_word, tokens(clean(text)))))


def telex_keys(word: str) -> str:
    """What a Telex typist presses for an accented word, tone last: hoà and hòa are both 'hoaf'."""
    keys, tone = "", ""
    for mark in unicodedata.normalize("NFD", word):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark in _SHAPES:
            keys += _SHAPES[mark] or keys[-1:]
        else:
            keys += "dd" if mark == "đ" else mark
    return keys.replace("uwow", "uow") + tone


def read_lines(name: str) -> list[str]:
    """The lines of a word list of this folder, without blank lines and comments."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def weak_words() -> dict[str, float]:
    """Folded words that say little about what is meant, and how much they count beside others (1.0)."""
    rows = (line.split(" : ") for line in read_lines("weak_words.txt"))
    return {word: float(weight) for weight, words in rows for word in words.split()}
