"""The search for the pair of units that costs the least M, again and again.

Takes counts and pairs of places that may merge, gives what merged and what it cost. `merging` is
its door.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np

from samlad.indices.counts import Counts, Floats, Integers
from samlad.indices.waiting import told

#: Price, unit, partner, and the numbers both had when it was made.
Offer = tuple[float, int, int, int, int]
_LEAST = np.finfo(np.float64).tiny


class Merger:
    """The search for the cheapest pair. A merged unit keeps the place of its earliest unit.

    Each unit offers its cheapest partner. An offer whose partner has merged meanwhile is made
    anew only when it comes first: until then its price is too low or a newer offer holds the pair.
    """

    def __init__(self, counts: Counts, pairs: Integers) -> None:
        """pairs: shape (pairs, 2), places of units, each pair once and inside one segment."""
        units = len(counts.units)
        self.people = np.column_stack([counts.table, counts.unit_totals])
        self.sign = np.append(np.ones(len(counts.groups)), -1.0)
        self.scores = self._score(self.people)
        self.whole = counts.spread(np.where(counts.totals > 0, counts.totals, 1.0))
        self.number = list(range(units))
        self.origin = np.arange(2 * units)
        both = np.sort(np.concatenate([pairs @ [units, 1], pairs @ [1, units]]))
        unit, other = np.divmod(both, max(units, 1))
        starts = np.searchsorted(unit, np.arange(units + 1))
        others = other.tolist()
        self.neighbours = [set(others[a:b]) for a, b in pairwise(starts.tolist())]
        self.offers = self._first_offers(unit, other)

    def run(self) -> tuple[Integers, Integers, Floats]:
        """Merge until no pair may: numbers of what merged, and what each merge cost."""
        most = len(self.number) - 1
        table = np.array(list(told(self._merges(), most, "merging")), dtype=np.float64)
        first, second, price = table.reshape(-1, 3).T
        return first.astype(np.int64), second.astype(np.int64), price

    def _merges(self) -> Iterator[tuple[int, int, float]]:
        """Merge after merge, as long as a pair may."""
        number = len(self.number)
        while self.offers:
            price, unit, other, mine, theirs = heappop(self.offers)
            if self.number[unit] != mine:
                continue
            if self.number[other] != theirs:
                self._offer(unit)
                continue
            yield min(mine, theirs), max(mine, theirs), price
            self._merge(min(unit, other), max(unit, other), number)
            number += 1

    def _merge(self, low: int, high: int, number: int) -> None:
        self.people[low] += self.people[high]
        self.scores[low] = self._score(self.people[low])
        self.number[low], self.number[high] = number, -1
        self.origin[number] = low
        own, taken = self.neighbours[low], self.neighbours[high]
        own.discard(high)
        taken.discard(low)
        for other in taken:
            met = self.neighbours[other]
            met.discard(high)
            met.add(low)
        own |= taken
        self.neighbours[high] = set()
        self._offer(low)

    def _offer(self, unit: int) -> None:
        """Offer the cheapest partner of a unit, where it has any; of equals the earliest."""
        others = sorted(self.neighbours[unit])
        if others:
            prices = self._prices(unit, np.array(others))
            place = int(prices.argmin())
            other = others[place]
            offer = prices.item(place), unit, other, self.number[unit], self.number[other]
            heappush(self.offers, offer)

    def _prices(self, units: Integers | int, others: Integers) -> Floats:
        """M lost by merging, as a share of the segment's people; shape of others."""
        merged = self.people.take(others, axis=0)
        merged += self.people[units]
        lost = self.scores.take(others) + self.scores[units] - self._score(merged)
        return np.maximum(lost, 0.0) / self.whole[units]

    def _score(self, people: Floats) -> Floats:
        """Σ n log n over groups, less that of all; merging lowers it by what M loses."""
        logs = np.log(np.maximum(people, _LEAST))
        logs *= people
        return logs @ self.sign

    def _first_offers(self, unit: Integers, other: Integers) -> list[Offer]:
        """The cheapest partner of each unit that has any, as a heap; pairs come in order."""
        if not len(unit):
            return []
        prices = self._prices(unit, other)
        starts = np.flatnonzero(np.diff(unit, prepend=-1))
        least = np.repeat(np.minimum.reduceat(prices, starts), np.diff(starts, append=len(unit)))
        cheapest = np.flatnonzero(prices == least)
        chosen = cheapest[np.diff(unit[cheapest], prepend=-1) != 0]
        columns = (prices, unit, other, unit, other)
        offers = list(zip(*(column[chosen].tolist() for column in columns), strict=True))
        heapify(offers)
        return offers
