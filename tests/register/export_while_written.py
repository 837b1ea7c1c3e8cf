"""Run by test_postgresql: exports to a file while somebody else publishes between two tables."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import django


def main(target: Path) -> None:
    django.setup()
    from django.db import connection

    from samlad.portal.archive import export, writing
    from samlad.portal.database import prepare_database
    from samlad.portal.work import drafts, publishing
    from tests.work.people import account, content

    prepare_database()
    write_table, who = writing._write_table, account("publisher")
    published: list[int] = []

    def publish() -> None:
        initiative = drafts.begin(who, content(), "", "mitt-i")
        drafts.submit(who, initiative, 1)
        published.append(publishing.publish(who, initiative, 2).number)
        connection.close()

    def write_and_wait(archive, name, table, fitting):
        told = write_table(archive, name, table, fitting)
        if name == "register.initiative":
            other = threading.Thread(target=publish)
            other.start()
            other.join(timeout=60)
        return told

    writing._write_table = write_and_wait
    export(target)
    assert published == [1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
