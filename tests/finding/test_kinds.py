"""Every kind names the tables that its documents are read from, so that no change is missed."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlad.portal.changes import edition, note_change
from samlad.portal.finding.kinds import kinds

pytestmark = pytest.mark.django_db

_TABLE = re.compile(r'"((?:content|register)_\w+)"')


@pytest.mark.parametrize("name", kinds())
def test_a_kind_names_every_table_that_it_reads(name: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert list(kinds()[name].documents())
    read = {table for query in asked.captured_queries for table in _TABLE.findall(query["sql"])}
    named = {apps.get_model(table)._meta.db_table for table in kinds()[name].tables}
    assert read & {model._meta.db_table for model in apps.get_models()} <= named


@pytest.mark.parametrize("name", kinds())
def test_a_row_of_any_of_its_tables_that_is_saved_is_a_change(name: str) -> None:
    for table in kinds()[name].tables:
        row = apps.get_model(table)._default_manager.first()
        if row is not None:
            before = edition(name)
            row.save()
            assert edition(name) != before, table


def test_keys_are_a_documents_own() -> None:
    for kind in kinds().values():
        keys = [document.key for document in kind.documents()]
        assert len(keys) == len(set(keys))


def test_nothing_that_is_kept_outlives_a_change_of_any_kind() -> None:
    before = edition()
    note_change("link")
    assert edition() != before
