"""Tabs: the server decides which one is open, from the address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. `id` is its panel's; `address` opens it where no script runs."""

    id: str
    text: str
    address: str
    is_open: bool = False
