"""`samlad fetch`: take what a publisher has published into the portal's database."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samlad.errors import InputError

if TYPE_CHECKING:
    from samlad.sources.regeringen import ItemList

#: Bad rows that are named; the rest are counted.
NAMED = 20


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("fetch", help="take what a publisher has published into a portal")
    publishers = parser.add_subparsers(title="publishers", required=True, metavar="publisher")
    regeringen = publishers.add_parser(
        "regeringen",
        help="the Government's public item lists",
        description="Take an item list of regeringen.se (JSON or Parquet) into the portal.",
    )
    regeringen.add_argument(
        "--from", required=True, metavar="FILE_OR_URL", dest="source", help="the item list"
    )
    regeringen.add_argument(
        "--codes", metavar="FILE_OR_URL", help="the publisher's code list: JSON of code to name"
    )
    regeringen.add_argument(
        "--part", action="store_true",
        help="the list is a part only: nothing vanishes by not being in it",
    )  # fmt: skip
    regeringen.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (that of `samlad serve`)"
    )
    regeringen.set_defaults(run=fetch_regeringen)


def fetch_regeringen(arguments: argparse.Namespace) -> int:
    """Take the list in, name its bad rows, say what it brought."""
    from samlad.sources.regeringen import read_items, read_names

    found = read_items(arguments.source)
    names = read_names(arguments.codes) if arguments.codes else {}
    _name_bad_rows(found)
    if not found.items:
        raise InputError(f"{arguments.source}: no row can be used; nothing was changed")
    open_portal(arguments.data)
    from samlad.portal.content.fetching import take
    from samlad.portal.finding.current import make_missing

    taken = take(found, names, today=date.today(), is_part=arguments.part)
    make_missing()
    left_out = sum(not bad.is_kept for bad in found.bad)
    print(
        f"{_counted(len(found.items), 'item')}: {taken.new:,} new, {taken.changed:,} changed, "
        f"{taken.unchanged:,} as before, {taken.known:,} of them with our own summary; "
        f"{taken.vanished:,} vanished; {_counted(left_out, 'row')} left out"
    )
    return 0


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def open_portal(data: Path | None) -> None:
    """Make Django and the database in the data folder ready."""
    from samlad.cli.serve import data_folder

    os.environ["SAMLAD_DATA"] = str(data_folder(data))
    os.environ["DJANGO_SETTINGS_MODULE"] = "samlad.portal.settings"
    import django

    django.setup()
    from samlad.portal.database import prepare_database

    prepare_database()


def _name_bad_rows(found: ItemList) -> None:
    for bad in found.bad[:NAMED]:
        print(f"row {bad.number}: {bad.reason}", file=sys.stderr)
    if len(found.bad) > NAMED:
        print(f"and {len(found.bad) - NAMED:,} more rows", file=sys.stderr)
