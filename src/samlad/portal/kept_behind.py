"""Answers that may take long: kept as others are, and worked out anew behind the visitors' backs.

As long as an answer is worked out quickly nobody sees an old one. Where it took long the last time,
as in a register of very many initiatives, the answer from before the latest change stands until the
next one is there; nobody waits, and pages change a while after what they tell of.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from time import perf_counter
from typing import Any, Generic, TypeVar, TypeVarTuple

from django.db import connection
from django.utils import translation

from samlad.portal.changes import edition
from samlad.portal.wording import language

log = logging.getLogger(__name__)

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")
Key = tuple[Hashable, ...]

#: Nobody waits for what took longer than so many seconds, where there is an answer from before.
SLOW = 3.0


@dataclass(slots=True)
class Kept(Generic[Answer]):
    """An answer: under which edition it was worked out and how long that took; is_on_its_way: it is
    being worked out anew.
    """

    edition: str
    answer: Answer
    seconds: float
    is_on_its_way: bool = False


class Answers(Generic[Answer]):
    """What one function answered to what was asked; so many as were asked for last."""

    def __init__(self, ask: Callable[..., Answer], most: int) -> None:
        self._ask, self._most = ask, most
        self._kept: OrderedDict[Key, Kept[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, *asked: Hashable) -> Answer:
        """The answer as things stand, or as they stood before while a slow one is worked out."""
        now = edition()
        with self._lock:
            found = self._kept.get(asked)
            if found is not None and (found.edition == now or found.seconds > SLOW):
                self._kept.move_to_end(asked)
                if found.edition != now and not found.is_on_its_way:
                    found.is_on_its_way = True
                    self._in_the_background(asked, now)
                return found.answer
        return self._make(asked, now)

    def clear(self) -> None:
        """Keep nothing of what was answered."""
        with self._lock:
            self._kept.clear()

    def _make(self, asked: Key, now: str) -> Answer:
        began = perf_counter()
        answer = self._ask(*asked)
        with self._lock:
            self._kept[asked] = Kept(now, answer, perf_counter() - began)
            self._kept.move_to_end(asked)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return answer

    def _in_the_background(self, asked: Key, now: str) -> None:
        arguments = (asked, now, language())
        threading.Thread(target=self._anew, args=arguments, daemon=True).start()

    def _anew(self, asked: Key, now: str, spoken: str) -> None:
        try:
            with translation.override(spoken):
                self._make(asked, now)
        except Exception:  # of a thread nobody else hears; whoever asks next tries again
            log.exception("an answer could not be worked out anew; the one before it stands")
            with self._lock:
                if asked in self._kept:
                    self._kept[asked].is_on_its_way = False
        finally:
            connection.close()


def kept_behind(most: int) -> Callable[[Callable[[*Asked], Answer]], Callable[[*Asked], Answer]]:
    """The function, asked once for the same arguments while what is public stays the same.

    most: so many answers are kept. What depends on the language or the day takes it as an argument.
    """

    def keep(ask: Callable[[*Asked], Answer]) -> Callable[[*Asked], Answer]:
        answers = Answers(ask, most)

        @wraps(ask)
        def of_now(*asked: *Asked) -> Answer:
            return answers.of(*asked)

        as_any: Any = of_now
        as_any.cache_clear = answers.clear
        return of_now

    return keep
