"""docs/sources.md names every source, table, status and known fault."""

from pathlib import Path

from samlad.catalogue import corrections, sources
from samlad.model import Status

TEXT = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")


def test_every_source_with_its_file_and_tables_is_described() -> None:
    for source in sources().values():
        assert f"| `{source.id}` | `{source.file}` | `{source.options['division']}` |" in TEXT
        if source.id != "kolada":
            assert all(f"`{table}`" in TEXT for table in source.options["tables"])


def test_every_status_is_described() -> None:
    assert all(f"| `{status}` |" in TEXT for status in Status)


def test_every_known_fault_is_described_with_what_it_is_read_as() -> None:
    for entry in corrections().values():
        line = next(line for line in TEXT.splitlines() if line.startswith(f"| `{entry.id}` |"))
        read_as = f"`{entry.status}`" if entry.status else "as published"
        assert line.endswith(f"| {read_as} |")
