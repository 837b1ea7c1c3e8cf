"""Fills the database from the definitions: the facts each app keeps, all in one transaction.

An app that keeps facts has a module `loading` with `load(facts)`: it brings its own tables to what
the facts say, and lets be what was changed here; `facts(name)` gives the rows of
definitions/facts/<name>.csv.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from django.db import transaction

from samlad.catalogue import definitions_hash, facts
from samlad.portal import ordering
from samlad.portal.changes import note_change

#: In any order: foreign keys between the apps are checked when the transaction ends.
LOADERS = ("samlad.portal.register.loading", "samlad.portal.content.loading")


def load_facts() -> None:
    """Bring the tables of every app to the facts, and note what they were filled from."""
    from samlad.portal.pages.models import Loaded

    with transaction.atomic():
        for name in LOADERS:
            import_module(name).load(facts)
        Loaded.objects.all().delete()
        Loaded.objects.create(fingerprint=fingerprint())
        note_change()


def is_loaded() -> bool:
    """Whether the database holds what the definitions and loaders of today give."""
    return loaded_fingerprint() == fingerprint()


def loaded_fingerprint() -> str:
    """The fingerprint of what the database was filled from; empty where it is not filled."""
    from samlad.portal.pages.models import Loaded

    return Loaded.objects.values_list("fingerprint", flat=True).first() or ""


def fingerprint() -> str:
    """SHA-256 over the definitions and the code that loads them and puts them in order."""
    digest = hashlib.sha256(definitions_hash().encode())
    folders = [Path(str(import_module(name).__file__)).parent for name in LOADERS]
    code = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    for path in (*code, Path(str(ordering.__file__))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
