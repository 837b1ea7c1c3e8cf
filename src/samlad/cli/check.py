"""`samlad check`: check the definitions and, given inputs, the observations."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import duckdb

from samlad.catalogue import facts, indicators, sources
from samlad.checks import Finding, check_definitions, check_observations


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser(
        "check",
        help="check the definitions and, given inputs, the observations",
        description="One line for each fault; exit code 0 when there are only warnings, else 2.",
    )
    parser.add_argument(
        "--inputs", type=Path, metavar="DIR", help="folder of observations, or of SCB's exports"
    )
    parser.add_argument(
        "--language", choices=("en", "sv"), default="en", help="language of the lines"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding and the count; 2 when one of them is an error."""
    findings = check_definitions()
    held = _definitions_held() if not findings else "the definitions"
    if arguments.inputs is not None:
        with duckdb.connect() as connection:
            findings += check_observations(arguments.inputs, connection)
            held += f"; {_observations_held(connection)}"
    for finding in findings:
        print(finding.line(arguments.language))
    errors, warnings = (_count(findings, severity) for severity in ("error", "warning"))
    print(f"{held}: {errors or 'no'} error{_s(errors)}, {warnings or 'no'} warning{_s(warnings)}")
    return 2 if errors else 0


def _definitions_held() -> str:
    counts = {
        "goals": len(facts("goals")),
        "indicators": len(indicators()),
        "initiatives": len(facts("initiatives")),
        "items": len(facts("items")),
        "sources": len(sources()),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _observations_held(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute(
        "SELECT count(*), count(DISTINCT source) FROM observations"
    ).fetchall()
    count, publishers = rows[0]
    return f"{count:,} observations from {publishers} sources"


def _count(findings: list[Finding], severity: str) -> int:
    return sum(1 + finding.more for finding in findings if finding.severity == severity)


def _s(count: int) -> str:
    return "" if count == 1 else "s"
