"""Messages as people type them, made from catalogue names: one small function a kind of noise, and seeded sets of them.

May import: `storage.search`, the standard library.
"""

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from storage.search.normalise import fold, telex_keys
from storage.search.repair import read_abbreviations

DATA = Path(__file__).parents[1] / "data" / "search"
Noise = Callable[[str, random.Random], str]

_VNI = dict(zip("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b", "21435687", strict=True))
_NEXT_KEYS = {
    "a": "sq",
    "c": "xv",
    "d": "sf",
    "e": "wr",
    "g": "fh",
    "h": "gj",
    "i": "uo",
    "k": "jl",
    "m": "n",
    "n": "bm",
}
_BY_EAR = [(r"\bs", "x"), (r"\btr", "ch"), (r"\bl", "n"), (r"\bd", "gi"), (r"n\b", "ng"), (r"t\b", "c"), (r"y\b", "i")]
_BEFORE = ["cho em hỏi", "ad ơi", "tôi muốn kiểm định", "giúp tôi tìm", "nhà em có cái"]
_AFTER = ["ở đâu ạ", "giá bao nhiêu", "có phải kiểm định không", "bao lâu phải kiểm định lại", "nhé"]


def read(name: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file of the search tests."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def without_accents(text: str, _: random.Random) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def half_accents(text: str, rng: random.Random) -> str:
    return " ".join(without_accents(word, rng) if rng.random() < 0.5 else word for word in text.split())


def telex(text: str, _: random.Random) -> str:
    return re.sub(r"\w+", lambda word: telex_keys(word[0]), text.lower())


def half_telex(text: str, rng: random.Random) -> str:
    return " ".join(rng.choice((telex, without_accents))(word, rng) for word in text.split())


def vni(text: str, _: random.Random) -> str:
    letters = unicodedata.normalize("NFD", text.lower()).replace("đ", "d9")
    return "".join(_VNI.get(c, c) for c in letters)


def typo(text: str, rng: random.Random) -> str:
    spots = [i for i, c in enumerate(text) if c.isalpha()]
    if len(spots) < 5:
        return text
    i = rng.choice(spots)
    near = rng.choice(_NEXT_KEYS.get(text[i], "aeo"))
    slips = (text[:i] + text[i + 1 :], text[:i] + near + text[i:], text[:i] + near + text[i + 1 :])
    return rng.choice((*slips, text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :]))


def plain_typo(text: str, rng: random.Random) -> str:
    return typo(without_accents(text, rng), rng)


def glued(text: str, rng: random.Random) -> str:
    words = without_accents(text, rng).split()
    at = rng.randrange(len(words))
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


def shuffled(text: str, rng: random.Random) -> str:
    words = without_accents(text, rng).split()
    word = words.pop(rng.randrange(len(words)))
    words.insert(rng.randrange(len(words) + 1), word)
    return " ".join(words)


def abbreviated(text: str, rng: random.Random) -> str:
    forms = [(full[0], short) for short, full in read_abbreviations().items() if full[0] in text.lower()]
    full, short = rng.choice(forms) if forms else ("", "")
    return text.lower().replace(full, short, 1)


def by_ear(text: str, rng: random.Random) -> str:
    pattern, heard = rng.choice(_BY_EAR)
    return re.sub(pattern, heard, text.lower(), count=1)


def old_tone_place(text: str, _: random.Random) -> str:
    return text.replace("oà", "òa").replace("oá", "óa").replace("oả", "ỏa").replace("uỷ", "ủy")


def decomposed(text: str, _: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def framed(text: str, rng: random.Random) -> str:
    return f"{rng.choice(_BEFORE)} {text.lower()} {rng.choice(_AFTER)}"


KINDS: tuple[Noise, ...] = (
    *(without_accents, half_accents, telex, half_telex, vni, typo, plain_typo, glued, shuffled, abbreviated),
    *(by_ear, old_tone_place, decomposed, framed),
)
COMPOUND: tuple[tuple[Noise, Noise], ...] = (
    *((plain_typo, typo), (telex, typo), (abbreviated, plain_typo), (glued, typo), (by_ear, glued)),
    *((framed, plain_typo), (shuffled, typo), (abbreviated, framed)),
)


def noisy(seed: int, kind: Noise, count: int) -> Iterator[tuple[str, frozenset[str]]]:
    """(message, acceptable ids) pairs of one kind of noise."""
    rng = random.Random(seed)
    owners: dict[str, set[str]] = {}
    names = [(name, row["id"]) for row in read("catalogue_base.jsonl") for name in (row["name"], *row["aliases"])]
    for name, record in names:
        owners.setdefault(fold(name), set()).add(record)
    for name, _ in rng.choices([pair for pair in names if len(pair[0]) > 4], k=count):
        message = kind(name, rng)
        yield message, frozenset(owners[fold(name)] | owners.get(fold(message), set()))


def padded(count: int, seed: int = 5) -> list[dict[str, Any]]:
    """The base catalogue, filled up to `count` records that reuse its names: scopes, firms, courses, variants."""
    rng = random.Random(seed)
    base = read("catalogue_base.jsonl")
    instruments = [row for row in base if row["kind"] == "instrument"]
    places = ["Hà Nội", "Bắc Giang", "Hải Phòng", "Lạng Sơn", "Đà Nẵng", "Cần Thơ", "Nghệ An", "Huế", "Gia Lai"]
    firms = ["Công ty Đo lường An Phát", "Trung tâm Kiểm định Đông Bắc", "Phòng hiệu chuẩn Minh Long", "Viện Sao Mai"]
    shapes = (
        [("scope", "Hiệu chuẩn {name} - {firm} - {place}")] * 14
        + [("provider", "{firm} {number} {place}")] * 3
        + [("course", "Tập huấn {name} khoá {number}"), ("faq", "Phí kiểm định {name} tại {place} là bao nhiêu?")]
        + [("instrument", "{name} XK{number}")]
    )
    for number in range(count - len(base)):
        kind, shape = rng.choice(shapes)
        row = rng.choice(instruments)
        name = rng.choice([row["name"], *row["aliases"]])
        words = {"name": name, "firm": rng.choice(firms), "place": rng.choice(places), "number": number}
        base.append({"id": f"X{number:06}", "kind": kind, "name": shape.format(**words), "ranges": row["ranges"]})
    return base
