"""Finding: what a search asks for, and what it finds, with every count; one engine for all kinds.

Knows nothing of pages, and of tables only what each app says of its own (`kinds`).
"""

from samlad.portal.finding.asked import Found, Wanted
from samlad.portal.finding.find import find

__all__ = ["Found", "Wanted", "find"]
