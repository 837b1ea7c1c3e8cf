"""A database in memory with the facts, for the pages that list initiatives and content."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Fill the test database as `samlad serve` fills its own."""
    from samlad.portal.loading import load_facts

    with django_db_blocker.unblock():
        load_facts()
