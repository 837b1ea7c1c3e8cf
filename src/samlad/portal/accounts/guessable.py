"""Whether a password is one that somebody would guess: a word alone, a row of keys, a known one.

Looks at the password as typed and at what is left when digits and signs are taken away, when what
it repeats is taken once, and when letters are put back for the signs that look like them.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise

#: Words that anyone would try here first.
OURS = frozenset({"samlad", "segregation", "insats", "insatser", "arbete", "lösenord"})
_TIMES = """
januari februari mars april maj juni juli augusti september oktober november december
january february march may june july august october
måndag tisdag onsdag torsdag fredag lördag söndag
monday tuesday wednesday thursday friday saturday sunday
vår våren sommar sommaren höst hösten vinter vintern jul julen midsommar påsk påsken
spring summer autumn fall winter christmas easter
"""
#: Long ones that are used the most, without spaces and signs, as far as no rule here finds them.
_LONG = """
correcthorsebatterystaple thisisapassword thisismypassword thisisnotapassword mypasswordis
thisisasecurepassword thisisastrongpassword averylongpassword averystrongpassword
mysecretpassword mysupersecretpassword supersecretpassword verysecretpassword mynewpassword
mylongpassword securepassword strongpassword changemeplease pleasechangeme letmeinplease
pleaseletmein letmeinnow iamtheadministrator administratorpassword defaultpassword
temporarypassword passwordforeveryone iloveyouforever iloveyousomuch iloveyouverymuch
iloveyoubaby iloveyoumom iloveyoujesus ihateyousomuch jesusismysavior jesuslovesme
godisgreat inthenameofgod maytheforcebewithyou tobeornottobe thequickbrownfox
thequickbrownfoxjumpsoverthelazydog loremipsumdolorsitamet onceuponatime
helloworldhelloworld hellomynameis iforgotmypassword idontknowmypassword whatismypassword
nobodyknowsthis trustnooneever neveragainforever dettaarettlosenord dettaärettlösenord
dethärärettlösenord mittlösenord mitthemligalösenord mitthemligalosenord hemligtlösenord
hemligtlosenord ettbralösenord ettlångtlösenord jagälskardig jagalskardig jagälskardigsåmycket
välkommentilljobbet glömtlösenord korrekthästbatterihäftklammer korrekthästbatterihäftapparat
"""
TIMES, LONG = frozenset(_TIMES.split()), frozenset(_LONG.split())
_ROWS = (
    "abcdefghijklmnopqrstuvwxyzåäö", "0123456789", "1234567890", "qwertyuiopå", "qwertzuiopü",
    "asdfghjklöä", "zxcvbnm", "azertyuiop", "qsdfghjklm", "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)  # fmt: skip
_STEPS = frozenset(pair for row in _ROWS for way in (row, row[::-1]) for pair in pairwise(way))
#: So large a part of the steps from sign to sign are along a row where it is one; in words few are.
_MOSTLY = 0.7
#: What is repeated is to have as many signs, since it is no harder to guess than once.
SHORTEST_UNIT = 8
_LOOKALIKES = str.maketrans("01345789@$!", "oieastbgasi")


def is_guessable(password: str, common: Set[str], names: Set[str]) -> bool:
    """Whether it is a known word or name, a row of keys, or either repeated or dressed up.

    names: of actors and places here, as `plain` gives them.
    """
    known = common | names | OURS | TIMES | LONG
    lower = password.lower()
    return _repeats_little(lower) or any(form in known or _is_row(form) for form in _forms(lower))


def plain(text: str) -> str:
    """Its letters alone, small.

    >>> plain("Region Jönköpings län 2")
    'regionjönköpingslän'
    """
    return "".join(filter(str.isalpha, text.lower()))


def _forms(password: str) -> Iterator[str]:
    """What it may be said to be: whole, in letters and digits, in letters, and each once."""
    signs = "".join(filter(str.isalnum, password))
    bare = signs.strip("0123456789")
    for form in {password.strip(), signs, bare, plain(password), bare.translate(_LOOKALIKES)}:
        if form:
            yield form
            for unit in _units(form):
                yield unit
                yield plain(unit) or unit
                yield plain(unit.translate(_LOOKALIKES))


def _units(form: str) -> Iterator[str]:
    """What the form repeats at least twice, the last time perhaps not to its end.

    >>> list(_units("hejhejhej")), list(_units("hejdåhejdåhe")), list(_units("hejdå"))
    (['hej'], ['hejdå'], [])
    """
    for size in range(1, len(form) // 2 + 1):
        unit = form[:size]
        if (unit * (len(form) // size + 1))[: len(form)] == form:
            yield unit
            return


def _repeats_little(password: str) -> bool:
    """Whether it, or its letters, are too few signs over and over.

    >>> _repeats_little("hejhejhejhej2026"), _repeats_little("lägereldlägereld")
    (True, False)
    """
    forms = (password, plain(password))
    return any(
        len(unit) < SHORTEST_UNIT for form in forms if len(form) > SHORTEST_UNIT
        for unit in _units(form)
    )  # fmt: skip


def _is_row(form: str) -> bool:
    """Whether nearly every sign is beside the one before it, on the keys or in the alphabet.

    >>> [_is_row(form) for form in ("abcdefghijklmn", "poiuytrewqlkjhgf", "korrekthästbatteri")]
    [True, True, False]
    """
    pairs = list(pairwise(form))
    along = sum(pair in _STEPS or pair[0] == pair[1] for pair in pairs)
    return len(form) >= 6 and along >= _MOSTLY * len(pairs)
