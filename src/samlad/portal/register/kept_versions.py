"""Whether every published version is what the audit chain says was published.

The chain proves only itself; whoever can take a trigger away can also write in the table of
versions. Each publication is an entry that holds what it published, or for facts its hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from samlad.portal.audit.chain import canonical, digest
from samlad.portal.audit.models import Entry
from samlad.portal.register.models import Version

#: What the entries of publications are called: one initiative, and those of the bundled facts.
PUBLISHED, LOADED = "initiative.published", "facts.loaded"


def other_than_published() -> Iterator[str]:
    """A sentence for each version that is not what the chain says, or that it does not know."""
    said = _said()
    known = set()
    for version in Version.objects.order_by("initiative_id", "number").iterator(chunk_size=500):
        key = (version.initiative_id, version.number)
        known.add(key)
        name = f"version {version.number} of '{version.initiative_id}'"
        if key not in said:
            yield f"{name} was published by no entry of the chain"
        elif said[key][1] not in ("", digest(canonical(version.content))):
            yield f"{name} is not what entry {said[key][0]} of the chain published"
    for key in sorted(said.keys() - known):
        yield f"version {key[1]} of '{key[0]}', published by entry {said[key][0]}, is gone"


def _said() -> Mapping[tuple[str, int], tuple[int, str]]:
    """Initiative and number → the entry that published it and the hash, blank where not given."""
    found: dict[tuple[str, int], tuple[int, str]] = {}
    last: dict[str, int] = {}
    entries = Entry.objects.filter(action__in=(PUBLISHED, LOADED)).order_by("number")
    for entry in entries.iterator(chunk_size=500):
        if entry.action == PUBLISHED:
            id_ = entry.subject.removeprefix("initiative:")
            last[id_] = last.get(id_, 0) + 1
            found[id_, last[id_]] = entry.number, digest(entry.after)
        else:
            after = json.loads(entry.after)
            hashes = after.get("hashes", {})
            for id_, number in after["published"].items():
                last[id_] = number
                found[id_, number] = entry.number, hashes.get(id_, "")
    return found
