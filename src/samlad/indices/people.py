# ruff: noqa: PLR0917  (compiled loops pass plain numbers by place)
"""Tables of people drawn at random, and the sums that indices are made of, in compiled loops.

Every draw has a stream of random numbers of its own, so what is drawn does not depend on threads
or on how many draws are made at a time. Imported only when something is drawn.
"""

from __future__ import annotations

from math import floor, log, log1p, pi, sqrt

import numpy as np

from samlad.indices.scale.compiled import compiled

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_ONE, _MIX_TWO = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S12, _S17, _S19, _S23, _S27, _S30, _S31, _S41, _S45 = (
    np.uint64(shift) for shift in (12, 17, 19, 23, 27, 30, 31, 41, 45)
)
_UNIT = 2.0**-52
_HALF_LOG_TURN = 0.5 * log(2.0 * pi)
#: From this mean on a binomial is drawn by rejection, below it term by term.
_REJECTED = 10.0


@compiled
def resample(seed, first, table, sizes, factorials, people):  # type: ignore[no-untyped-def]
    """Fill people (draws, units, groups) from each unit's own composition, sizes held.

    table: whole people, shape (units, groups); sizes: their sums; first: the number of the first
    draw; factorials: log k! for k = 0, 1, … One group is drawn for all units before the next, so
    that no number waits for the one before it.
    """
    draws, units, groups = people.shape
    state, left = np.empty(4, np.uint64), np.empty(units, np.int64)
    for draw in range(draws):
        _start(state, seed, np.uint64(first + draw))
        left[:] = sizes
        people[draw, :, groups - 1] = sizes
        for group in range(groups - 1):
            for unit in range(units):
                here, count = table[unit, group], 0
                wanted = people[draw, unit, groups - 1]
                if wanted > 0 and here > 0:
                    count = binomial(state, wanted, here / left[unit], factorials)
                people[draw, unit, group] = count
                people[draw, unit, groups - 1] = wanted - count
                left[unit] -= here


@compiled
def allocate(  # type: ignore[no-untyped-def]
    seed, first, offsets, sizes, totals, factorials, people
):
    """Fill people (draws, units, groups) at random, sizes of units and groups held.

    sizes: shape (units,); totals: shape (segments, groups); factorials as in resample. First each
    person gets a group by chance, then people of groups with too many are moved to those with too
    few, each with the same chance. No person is treated unlike another at any step, so every way
    to place the groups is as likely as the next.
    """
    draws, units, groups = people.shape
    state, surplus = np.empty(4, np.uint64), np.empty(groups, np.int64)
    before = np.empty(units + 1, np.int64)
    for draw in range(draws):
        _start(state, seed, np.uint64(first + draw))
        for segment in range(offsets.shape[0] - 1):
            part = people[draw, offsets[segment] : offsets[segment + 1]]
            of_units = sizes[offsets[segment] : offsets[segment + 1]]
            _by_chance(state, of_units, totals[segment], factorials, part)
            for group in range(groups):
                surplus[group] = part[:, group].sum() - totals[segment, group]
            _even_out(state, surplus, part, before)


@compiled
def _by_chance(state, sizes, totals, factorials, people):  # type: ignore[no-untyped-def]
    """Give each person of the units a group by chance, group after group."""
    units, groups = people.shape
    people[:, groups - 1] = sizes
    left = totals.sum()
    for group in range(groups - 1):
        share = totals[group] / max(left, 1)
        for unit in range(units):
            wanted = people[unit, groups - 1]
            count = binomial(state, wanted, share, factorials)
            people[unit, group] = count
            people[unit, groups - 1] = wanted - count
        left -= totals[group]


@compiled
def add_up(people, offsets, sizes, totals_log, known, sums):  # type: ignore[no-untyped-def]
    """Fill sums (draws, segments, 1 + 3 × groups) from people (draws, units, groups).

    First M × people of the segment; then by group: all people, Σ x² / n, and Σ |x − n P|. sizes:
    shape (units,); totals_log: Σ n log n of each segment's units; known: x log x for x = 0, 1, …
    """
    draws, _, groups = people.shape
    for draw in range(draws):
        for segment in range(offsets.shape[0] - 1):
            into, everyone, kept = sums[draw, segment], 0.0, 0.0
            into[:] = 0.0
            for unit in range(offsets[segment], offsets[segment + 1]):
                each = 1.0 / sizes[unit]
                everyone += sizes[unit]
                for group in range(groups):
                    count = people[draw, unit, group]
                    kept += _times_log(count, known)
                    into[1 + group] += count
                    into[1 + groups + group] += float(count) * float(count) * each
            into[0] = kept - totals_log[segment] + _times_log(int(everyone), known)
            for group in range(groups):
                into[0] -= _times_log(int(into[1 + group]), known)
            for unit in range(offsets[segment], offsets[segment + 1]):
                part = sizes[unit] / everyone
                for group in range(groups):
                    apart = people[draw, unit, group] - part * into[1 + group]
                    into[1 + 2 * groups + group] += abs(apart)


@compiled
def _times_log(count, known):  # type: ignore[no-untyped-def]
    """Look x log x up, or compute it."""
    if count < known.shape[0]:
        return known[count]
    return count * log(float(count))


@compiled
def _even_out(state, surplus, people, before):  # type: ignore[no-untyped-def]
    """Make people (units, groups) of groups with a surplus into people of those that lack some."""
    units, lacking = people.shape[0], 0
    for group in range(surplus.shape[0]):
        if surplus[group] <= 0:
            continue
        before[0] = 0
        for unit in range(units):
            before[unit + 1] = before[unit] + people[unit, group]
        while surplus[group] > 0:
            unit = _unit_of(int(_uniform(state) * before[units]), before, units)
            there = before[unit + 1] - before[unit]
            if _uniform(state) * there >= people[unit, group]:
                continue  # that person has been moved already
            while surplus[lacking] >= 0:
                lacking += 1
            people[unit, group] -= 1
            people[unit, lacking] += 1
            surplus[group] -= 1
            surplus[lacking] += 1


@compiled
def _unit_of(person, before, units):  # type: ignore[no-untyped-def]
    """The unit in which the person of that number is; before: people in the units before it."""
    low, high = 0, units
    while high - low > 1:
        middle = (low + high) // 2
        if before[middle] <= person:
            low = middle
        else:
            high = middle
    return low


@compiled
def binomial(state, size, share, factorials):  # type: ignore[no-untyped-def]
    """One binomial number: term by term where few are expected, else by rejection."""
    if share >= 1.0:
        return size
    rare = min(share, 1.0 - share)
    if rare <= 0.0 or size == 0:
        return 0
    if size * rare < _REJECTED:
        count = _summed(state, size, rare)
    else:
        count = _rejected(state, size, rare, factorials)
    return count if share <= 0.5 else size - count


@compiled
def _summed(state, size, share):  # type: ignore[no-untyped-def]
    """Invert the distribution function, from nought upwards."""
    odds = share / (1.0 - share)
    first = np.exp(size * log1p(-share))
    while True:
        chance, count, left = first, 0, _uniform(state)
        while left > chance and count < size:
            left -= chance
            count += 1
            chance *= odds * (size - count + 1) / count
            if chance <= 0.0:
                break  # rounding left a rest beyond the last term
        if chance > 0.0:
            return count


@compiled
def _rejected(state, size, share, factorials):  # type: ignore[no-untyped-def]
    """Hörmann (1993), The generation of binomial random variates, algorithm BTRS.

    J. Stat. Comput. Simul. 46; exact for size × share of at least 10 and share up to one half.
    """
    root = sqrt(size * share * (1.0 - share))
    b = 1.15 + 2.53 * root
    a = -0.0873 + 0.0248 * b + 0.01 * share
    centre = size * share + 0.5
    safe = 0.92 - 4.2 / b
    while True:
        across, up = _uniform(state) - 0.5, _uniform(state)
        room = 0.5 - abs(across)
        place = floor((2.0 * a / room + b) * across + centre)
        if room >= 0.07 and up <= safe:
            return int(place)
        if place < 0 or place > size:
            continue
        height = up * (2.83 + 5.1 / b) * root / (a / (room * room) + b)
        if log(height) <= _log_chance(size, share, int(place), factorials):
            return int(place)


@compiled
def _log_chance(size, share, count, factorials):  # type: ignore[no-untyped-def]
    """Log of a binomial's chance of a count over that of its mode."""
    mode, odds = floor((size + 1) * share), share / (1.0 - share)
    others, others_of_mode = size - count, size - mode
    if size < factorials.shape[0]:
        gained = factorials[mode] + factorials[others_of_mode]
        return gained - factorials[count] - factorials[others] + (count - mode) * log(odds)
    return (
        (mode + 0.5) * log((mode + 1.0) / (odds * (others_of_mode + 1.0)))
        + (size + 1.0) * log((others_of_mode + 1.0) / (others + 1.0))
        + (count + 0.5) * log(odds * (others + 1.0) / (count + 1.0))
        + _rest(mode, factorials)
        + _rest(others_of_mode, factorials)
        - _rest(count, factorials)
        - _rest(others, factorials)
    )


@compiled
def _rest(count, factorials):  # type: ignore[no-untyped-def]
    """Log count! less Stirling's formula."""
    more = count + 1.0
    if count < 10:
        return factorials[count] + more - (count + 0.5) * log(more) - _HALF_LOG_TURN
    square = more * more
    return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / more


@compiled
def _start(state, seed, draw):  # type: ignore[no-untyped-def]
    """Set a draw's stream: four words of SplitMix64, other words for every draw."""
    word = seed + draw * np.uint64(4) * _GOLDEN
    for place in range(4):
        word += _GOLDEN
        mixed = (word ^ (word >> _S30)) * _MIX_ONE
        mixed = (mixed ^ (mixed >> _S27)) * _MIX_TWO
        state[place] = mixed ^ (mixed >> _S31)


@compiled
def _uniform(state):  # type: ignore[no-untyped-def]
    """Between 0 and 1, never either: xoshiro256++ (Blackman & Vigna 2021, ACM TOMS 47)."""
    zero, one, two, three = state[0], state[1], state[2], state[3]
    both = zero + three
    word = ((both << _S23) | (both >> _S41)) + zero
    two ^= zero
    three ^= one
    state[1] = one ^ two
    state[0] = zero ^ three
    state[2] = two ^ (one << _S17)
    state[3] = (three << _S45) | (three >> _S19)
    return (float(word >> _S12) + 0.5) * _UNIT
