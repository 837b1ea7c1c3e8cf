"""What a rule found and how it reads: severity, file, row or key, column, value, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from samlad.catalogue import CheckRule
from samlad.model import Text

#: Rows of one kind of fault in one column that are shown before the rest is only counted.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule does not hold.

    file: empty where the sentence names it. at: the row or the key, empty for the whole file.
    words: what the rule's sentence is filled with. total: how many such there are in that file
    and column, where not all are given. has_changed: something declared as expected is no longer
    so.
    """

    file: str
    at: str = ""
    column: str = ""
    words: Mapping[str, object] = field(default_factory=dict)
    total: int = 1
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the answer. more: how many like it are not shown."""

    rule: str
    severity: str
    found: Found
    sentence: Text
    more: int = 0

    def line(self, language: str = "en") -> str:
        """The finding as one line, in Swedish or English."""
        words = _WORDS[language]
        at = self.found.at.replace("row ", words["row"], 1)
        column = f"{words['column']} '{self.found.column}'" if self.found.column else ""
        place = ", ".join(part for part in (self.found.file, at, column) if part)
        more = f" ({words['more'].format(self.more)})" if self.more else ""
        said = f"{self.sentence[language]}{more} [{self.rule}]"
        return ": ".join(part for part in (words[self.severity], place, said) if part)


_WORDS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "row": "row ",
        "column": "column",
        "more": "and {} more",
    },
    "sv": {
        "error": "fel",
        "warning": "varning",
        "row": "rad ",
        "column": "kolumn",
        "more": "och {} till",
    },
}


def findings_of(rule: CheckRule, found: Iterable[Found]) -> list[Finding]:
    """A rule's findings as lines: in each file and column the first few, the rest counted."""
    lines = []
    for _, same in groupby(found, key=lambda one: (one.file, one.column, one.has_changed)):
        entries = list(same)
        total = max(len(entries), entries[0].total)
        for number, one in enumerate(entries[:SHOWN], start=1):
            is_last = number == min(SHOWN, len(entries))
            lines.append(_finding(rule, one, total - number if is_last else 0))
    return lines


def _finding(rule: CheckRule, one: Found, more: int) -> Finding:
    is_changed = one.has_changed and rule.changed is not None
    sentence = rule.changed if is_changed and rule.changed else rule.sentence
    return Finding(
        rule=rule.id,
        severity="error" if is_changed else rule.severity,
        found=one,
        sentence=Text(
            sv=_filled(sentence.sv, one.words, "sv"), en=_filled(sentence.en, one.words, "en")
        ),
        more=more,
    )


def _filled(sentence: str, words: Mapping[str, object], language: str) -> str:
    plain = {
        name: word[language] if isinstance(word, Text) else str(word)
        for name, word in words.items()
    }
    return sentence.format(**plain)
