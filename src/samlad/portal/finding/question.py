"""A visitor's words as what is asked: words, phrases, what must not be there.

Every word is cut out and folded by us; nothing of what was typed reaches a query language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from samlad.portal.finding.letters import words_of
from samlad.portal.finding.synonyms import Name, word_lists

#: More words than anybody types; the rest is not read.
MOST_WORDS = 24

_PART = re.compile(r'(?P<minus>(?<![^\s"])-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
#: Other signs that mean a quotation mark.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: names of one word are words, longer ones phrases.

    must: all of these in any form, names as phrases; exact: all of these as they stand; never:
    none of these. as_typed: each of must as it was typed, for what is offered in its place.
    """

    must: tuple[Name, ...]
    exact: tuple[Name, ...]
    never: tuple[Name, ...]
    as_typed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not (self.must or self.exact or self.never)


def read_question(query: str, language: str) -> Question:
    """What the words ask.

    >>> asked = read_question('skolor "mot segregation" -sport', "sv")
    >>> asked.must, asked.exact, asked.never
    ((('skolor',),), (('mot', 'segregation'),), (('sport',),))
    """
    must: list[tuple[Name, str]] = []
    exact: list[Name] = []
    never: list[Name] = []
    for part in _PART.finditer(query.translate(_QUOTES)):
        typed = part["phrase"] if part["word"] is None else part["word"]
        name = tuple(words_of(typed))[:MOST_WORDS]
        if not name:
            continue
        is_one = part["word"] is None or _is_number(typed)
        if part["minus"]:
            never.append(name)
        elif is_one and (len(name) > 1 or part["word"] is None):
            exact.append(name)
        else:
            must += [((word,), typed if len(name) == 1 else word) for word in name]
    must = _with_names(must[:MOST_WORDS], language)
    must = _without_common(must, language, has_more=bool(exact))
    return Question(
        must=tuple(name for name, _ in must),
        exact=tuple(exact[:MOST_WORDS]),
        never=tuple(never[:MOST_WORDS]),
        as_typed=tuple(typed for _, typed in must),
    )


def _is_number(typed: str) -> bool:
    """A number as documents have them, 2019/20:10, stands together."""
    return any(sign.isdigit() for sign in typed)


def _with_names(must: list[tuple[Name, str]], language: str) -> list[tuple[Name, str]]:
    """Words that follow each other and are a name with synonyms stand together as that name."""
    names = [name for name in word_lists().synonyms.get(language, {}) if len(name) > 1]
    at = 0
    found = []
    while at < len(must):
        here = [name for name in names if _words_at(must, at, len(name)) == name]
        length = max(map(len, here), default=1)
        found.append((_words_at(must, at, length), " ".join(t for _, t in must[at : at + length])))
        at += length
    return found


def _words_at(must: list[tuple[Name, str]], at: int, length: int) -> Name:
    return tuple(word for name, _ in must[at : at + length] for word in name)


def _without_common(
    must: list[tuple[Name, str]], language: str, *, has_more: bool
) -> list[tuple[Name, str]]:
    common = word_lists().common.get(language, frozenset())
    rest = [each for each in must if each[0][0] not in common]
    return rest if rest or has_more else must
