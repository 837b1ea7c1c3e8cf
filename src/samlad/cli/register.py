"""`samlad register`: initiatives out to a spreadsheet, and what a spreadsheet would change."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from samlad.cli.opening import add_data, open_register
from samlad.errors import EnvironmentFault, InputError

#: So many faults are printed before the rest is counted.
SHOWN = 20


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("register", help="initiatives to and from a spreadsheet")
    actions = parser.add_subparsers(title="actions", required=True, metavar="action")
    out = actions.add_parser("export", help="write every initiative, or a template")
    out.add_argument("file", type=Path, metavar="FILE.xlsx|.csv")
    out.add_argument("--template", action="store_true", help="heads and codes, no initiatives")
    add_data(out)
    out.set_defaults(run=run_export)
    look = actions.add_parser("check", help="say what a spreadsheet would change; save nothing")
    look.add_argument("file", type=Path, metavar="FILE.xlsx|.csv")
    add_data(look)
    look.set_defaults(run=run_check)
    links = actions.add_parser("links", help="ask every link of the register whether it is there")
    add_data(links)
    links.set_defaults(run=run_links)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the spreadsheet that the ending of the file asks for."""
    ending = arguments.file.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise InputError(f"{arguments.file}: ends in neither .xlsx nor .csv; choose one of them")
    open_register(arguments.data)
    from samlad.portal.register.sheet_export import every_document
    from samlad.portal.register.sheet_files import as_csv, as_workbook

    documents, versions = ({}, {}) if arguments.template else every_document()
    data = (as_workbook if ending == ".xlsx" else as_csv)(documents, versions)
    try:
        arguments.file.write_bytes(data)
    except OSError as error:
        raise EnvironmentFault(
            f"{arguments.file}: cannot be written ({error.strerror}); choose another place"
        ) from None
    print(f"{arguments.file}: {len(documents)} initiatives")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print what the spreadsheet would do; 2 when something in it is wrong."""
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise InputError(
            f"{arguments.file}: cannot be read ({error.strerror}); check the path"
        ) from None
    open_register(arguments.data)
    from django.utils import translation

    from samlad.portal.register.sheet_export import look_at
    from samlad.portal.register.sheet_preview import Outcome

    with translation.override("en"):
        found = look_at(data)
    for row in (*found.of(Outcome.NEW), *found.of(Outcome.CHANGED)):
        print(f"{row.outcome}: {row.id} ({', '.join(change.name for change in row.changes)})")
    for fault in found.every_fault[:SHOWN]:
        print(f"error: {fault.sheet}, row {fault.row}, column '{fault.column}': {fault.reason}")
    rest = len(found.every_fault) - SHOWN
    if rest > 0:
        print(f"error: and {rest} more")
    counts = ", ".join(f"{len(found.of(outcome))} {outcome}" for outcome in Outcome)
    print(f"{arguments.file}: {counts}")
    return 2 if found.every_fault else 0


def run_links(arguments: argparse.Namespace) -> int:
    """Ask each address once, keep the answers, and print those that lead nowhere."""
    open_register(arguments.data)
    from django.conf import settings
    from django.utils.timezone import localdate

    from samlad.portal.changes import note_change
    from samlad.portal.register.links import check_links, is_dead
    from samlad.portal.register.sheet_export import every_document

    documents, _ = every_document()
    folder = Path(str(settings.DATA))
    found = check_links(_addresses(documents), folder, localdate())
    note_change("link")
    dead = [address for address, answer in found.items() if is_dead(answer["status"])]
    for address in dead:
        print(f"{found[address]['status'] or 'no answer'}: {address}")
    print(f"{len(found)} links, {len(dead)} lead nowhere")
    return 0


def _addresses(documents: Any) -> list[str]:
    """Every address that the documents name."""
    return [
        address
        for document in documents.values()
        for address in (
            document["source_url"],
            *(entry["url"] for entry in document["documents"]),
            *(entry["source_url"] for entry in document["money"]),
        )
        if address
    ]
