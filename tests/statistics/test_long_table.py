"""The long table holds the same marks as the component's table, and its heads sort."""

from django.template.loader import render_to_string

from samlad.portal.statistics.long_table import Sort, table_html
from samlad.portal.tables import Cell, Column, Table

TABLE = Table(
    id="t",
    caption="Rubrik <b>",
    columns=(Column("Plats"), Column("Värde", is_numeric=True)),
    rows=((Cell("Ale", "/platser/1440/"), Cell("1,0")), (Cell("<Åre>"), Cell("–", note="dolt"))),
)


def squeezed(html: str) -> str:
    return "".join(html.split()).replace("<span>Rubrik", "Rubrik").replace("b&gt;</span>", "b&gt;")


def test_it_is_the_table_of_the_component() -> None:
    component = render_to_string("components/table.html", {"table": TABLE})
    for part in ("<tbody>", "</tbody>"):
        assert part in component
    body = component[component.index("<tbody>") :]
    own = table_html(TABLE)
    assert squeezed(own[own.index("<tbody>") :]) == squeezed(body)


def test_everything_is_escaped() -> None:
    html = table_html(TABLE)
    assert "<Åre>" not in html and "<b>" not in html


def test_heads_link_and_say_how_the_rows_stand() -> None:
    html = table_html(TABLE, {1: Sort("?sortera=varde&x", "ascending")})
    assert 'aria-sort="ascending"><a href="?sortera=varde&amp;x">Värde</a>' in html
    assert html.count("aria-sort") == 1


def test_it_can_be_reached_and_scrolled_by_keyboard() -> None:
    html = table_html(TABLE)
    assert 'role="region"' in html and 'tabindex="0"' in html
    assert 'aria-labelledby="t-caption"' in html and 'id="t-caption"' in html
