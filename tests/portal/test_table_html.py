"""The table of every page: heads that sort, cells that lead on, a region that scrolls."""

import pytest
from django.template.loader import render_to_string

from samlad.portal.table_html import Sort, table_html
from samlad.portal.tables import Cell, Column, Table

TABLE = Table(
    id="t",
    caption="Rubrik <b>",
    columns=(Column("Plats"), Column("Värde", is_numeric=True)),
    rows=(
        (Cell("Ale", "/platser/1440/", lang="sv"), Cell("3", "?typ=x", of="pågående")),
        (Cell("<Åre>"), Cell("–", note="dolt")),
    ),
)


def test_the_component_draws_it() -> None:
    assert render_to_string("components/table.html", {"table": TABLE}).strip() == table_html(TABLE)


def test_everything_is_escaped() -> None:
    html = table_html(TABLE)
    assert "<Åre>" not in html and "<b>" not in html


def test_a_cell_is_a_link_a_number_with_a_name_or_a_reason() -> None:
    html = table_html(TABLE)
    assert '<th scope="row" lang="sv"><a href="/platser/1440/">Ale</a></th>' in html
    assert (
        '<td class="numeric"><a href="?typ=x">3<span class="visually-hidden">, pågående</span></a>'
        in html
    )
    assert '<td class="numeric">– <span class="cell-note">dolt</span></td>' in html


def test_a_reason_may_cover_the_columns_it_explains() -> None:
    columns = (Column("Plats"), *(Column(name, is_numeric=True) for name in "ABC"))
    row = (Cell("Ale"), Cell("–", note="för få", span=2), Cell("7"))
    html = table_html(Table("t", "T", columns, (row,)))
    assert '<td class="remark" colspan="2">– <span class="cell-note">för få</span></td>' in html
    assert html.count("<td") == 2
    with pytest.raises(ValueError, match="covers 3 of 4"):
        table_html(Table("t", "T", columns, (row[:2],)))


def test_heads_link_and_say_how_the_rows_stand() -> None:
    html = table_html(TABLE, {1: Sort("?sortera=varde&x", "ascending")})
    assert 'aria-sort="ascending"><a href="?sortera=varde&amp;x">Värde</a>' in html
    assert html.count("aria-sort") == 1


def test_it_can_be_reached_and_scrolled_by_keyboard() -> None:
    html = table_html(TABLE)
    assert 'role="region"' in html and 'tabindex="0"' in html
    assert 'aria-labelledby="t-caption"' in html and 'id="t-caption"' in html
