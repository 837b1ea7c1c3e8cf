"""Compiled loops: one decorator for all of them. Imported only when a loop is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile on first call, release the interpreter while it runs, and keep the result on disk.

    Where nothing can be written, neither beside the package nor in the home folder, it is
    compiled anew in each process.
    """
    try:
        return njit(nogil=True, cache=True)(function)
    except RuntimeError:  # what Numba raises when it finds no place for its cache
        return njit(nogil=True)(function)
