"""Which letter runs are Vietnamese syllables without accents, and what Telex or VNI keys stand for.

May import: `normalise`. The table of onsets and rimes is data: `syllables.txt`.
"""

import re

from storage.search.normalise import read_lines


def _read_syllables() -> frozenset[str]:
    rows = (line.split(" : ") for line in read_lines("syllables.txt"))
    return frozenset(
        onset.strip("-") + rime for onsets, rimes in rows for onset in onsets.split() for rime in rimes.split()
    )


SYLLABLES = _read_syllables()

_VOWEL = re.compile(r"[aeiouyw]")
_STOPPED = re.compile(r"(ch|[cpt])$")
_VNI = re.compile(r"[a-z]+[1-9][a-z1-9]*")
_DOUBLED = re.compile(r"([aeo])\1")


def from_telex(word: str) -> str | None:
    """The folded syllable that these Telex keys write, or None. `word` itself must not be a syllable.

    Safe because dd, aa, ee, oo, w and a final s, f, r, x, j never occur in a folded syllable.
    """
    for bare, tone in _without_tone(word):
        if tone and tone in "frxz" and _STOPPED.search(bare):
            continue
        for shape in _without_shapes(bare):
            if shape != word and shape in SYLLABLES:
                return shape
    return None


def _without_tone(word: str) -> list[tuple[str, str]]:
    vowel = _VOWEL.search(word)
    start = vowel.end() if vowel else len(word)
    spots = [i for i in range(len(word) - 1, start - 1, -1) if word[i] in "sfrxjz"]
    return [(word[:i] + word[i + 1 :], word[i]) for i in spots] + [(word, "")]


def _without_shapes(word: str) -> list[str]:
    """Spellings without Telex shape keys: first the strict one, then with the key typed late (dongd, tiene)."""
    word = word.replace("uw", "u").replace("ow", "o").replace("aw", "a").replace("w", "" if _has_vowel(word) else "u")
    strict = _DOUBLED.sub(r"\1", word.replace("dd", "d"))
    late = strict[:-1] if strict[:1] == strict[-1:] == "d" else strict
    again = late[:-1] if late[-1:] in "aeo" and late[-1:] in late[:-1] else late
    return [strict, late, again]


def _has_vowel(word: str) -> bool:
    return any(letter in word for letter in "aeiouy")


def from_vni(word: str) -> str | None:
    """The letters of a VNI word such as 'nhie65t', or None when it does not look like one."""
    digits = [c for c in word if c.isdigit()]
    if not _VNI.fullmatch(word) or len(digits) > 3 or digits.count("6") > 1 or digits.count("9") > 1:
        return None
    return "".join(c for c in word if not c.isdigit())
