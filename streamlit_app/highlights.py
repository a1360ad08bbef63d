"""A publisher's words with the skills that were read in them marked.

The matches say which words were read, without accents and small words; here they are
found again in the text as it was written. Everything else stays plain text.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from streamlit_app.texts import plain

WORD = re.compile(r"\.net\b|[a-z0-9+#]+")
# As in macros/portable/skill_words.sql: passed over when a text is read.
SMALL_WORDS = re.compile(r"d([eu]|es)?|l([ae]|es)?|une?|aux?|en|of|the")
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}
SPELLED = {".net": "dotnet"}

Word = tuple[str, int, int]
Mark = tuple[int, int, str]


def words_of(written: str) -> list[Word]:
    """Cut a text into folded words, each with where it begins and ends in the text."""
    folded, origin = "", []
    for position, sign in enumerate(written):
        low = sign.lower()  # sign by sign: a few become two
        letters = unicodedata.normalize("NFD", LIGATURES.get(low, low))
        bare = "".join(one for one in letters if not unicodedata.combining(one))
        folded += bare
        origin += [position] * len(bare)
    words = (
        (found[0], origin[found.start()], origin[found.end() - 1])
        for found in WORD.finditer(folded)
    )
    return [
        (SPELLED.get(word, word), begin, end)
        for word, begin, end in words
        if not SMALL_WORDS.fullmatch(word)
    ]


def marks_in(written: str, matches: Iterable[tuple[str, str]]) -> list[Mark]:
    """Find where matches are written: begin, end (excluded) and colour of each.

    Shape: each match is the words as they were read, and a colour. Of two that
           overlap the longer is kept.
    """
    words = words_of(written)
    found = []
    for surface, colour in matches:
        wanted = [word for word, _, _ in words_of(surface)]
        for first in range(len(words) - len(wanted) + 1 if wanted else 0):
            last = first + len(wanted) - 1
            if [word for word, _, _ in words[first : last + 1]] == wanted:
                found.append((words[first][1], words[last][2] + 1, colour))
    kept: list[Mark] = []
    for begin, end, colour in sorted(set(found), key=lambda mark: mark[0] - mark[1]):
        if all(end <= other[0] or begin >= other[1] for other in kept):
            kept.append((begin, end, colour))
    return sorted(kept)


def marked(written: str, matches: Iterable[tuple[str, str]]) -> str:
    """Write a text as Markdown that shows it word for word, the matches on a ground."""
    marks = marks_in(written, matches)
    pieces = [plain_piece(written[: marks[0][0] if marks else None])]
    for (begin, end, colour), (next_begin, _, _) in pairwise(
        [*marks, (len(written), len(written), "")]
    ):
        pieces.append(f":{colour}-background[{plain(written[begin:end])}]")
        pieces.append(plain_piece(written[end:next_begin]))
    return "".join(pieces)


def plain_piece(written: str) -> str:
    """Escape a piece, and keep the spaces that part it from its neighbours."""
    before = " " if written[:1].isspace() else ""
    after = " " if written[-1:].isspace() and written.strip() else ""
    return f"{before}{plain(written)}{after}"
