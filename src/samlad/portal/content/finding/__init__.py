"""Finding: what a search asks for, and what it finds, with every count; one engine for all kinds.

`find` answers one kind with its facets, `find_everything` every kind that has a page.
"""

from samlad.portal.content.finding.asked import ANSWERED, Found, Wanted
from samlad.portal.content.finding.find import find, find_everything

__all__ = ["ANSWERED", "Found", "Wanted", "find", "find_everything"]
