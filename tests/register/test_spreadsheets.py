"""Spreadsheets: what is written out and read back is the same, and what is wrong is said."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import python_calamine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samlad.errors import InputError
from samlad.portal.register import sheet_files, sheet_package
from samlad.portal.register.contents import EMPTY, NEW, Content, contents, write
from samlad.portal.register.entries import wrong_anywhere
from samlad.portal.register.models import Initiative
from samlad.portal.register.sheet_cells import text_of
from samlad.portal.register.sheet_codes import known_codes
from samlad.portal.register.sheet_files import as_csv, as_workbook, read_sheets
from samlad.portal.register.sheet_layout import ONCE, SHEETS, columns_of
from samlad.portal.register.sheet_preview import Outcome, Preview, preview
from samlad.portal.register.written import LARGEST_AMOUNT
from samlad.portal.xlsx_files import Sheet, workbook

pytestmark = pytest.mark.django_db

ID = "utredare-delmos-2017"
FORMS = [as_workbook, as_csv]


def looked(
    data: bytes, current: Mapping[str, Content], versions: Mapping[str, int] | None = None
) -> Preview:
    return preview(read_sheets(data), current, versions or {}, known_codes())


def as_xlsx(rows: list[dict[str, Any]], **parts: list[dict[str, Any]]) -> bytes:
    """A workbook as somebody would type it."""
    sheets = [Sheet("Insatser", list(rows[0]), [list(row.values()) for row in rows])]
    sheets += [
        Sheet(SHEETS[part], list(of[0]), [list(row.values()) for row in of])
        for part, of in parts.items()
    ]
    return workbook(sheets)


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_register_comes_back_as_it_was(form):
    before = contents()
    versions = dict(Initiative.objects.values_list("id", "version"))
    found = looked(form(before, versions), before, versions)
    assert found.every_fault == []
    assert len(found.of(Outcome.SAME)) == 215
    assert not found.can_be_saved
    afresh = looked(form(before, {}), {}, {})
    assert afresh.documents == before


@pytest.mark.parametrize("form", FORMS)
def test_the_same_register_gives_the_same_bytes(form):
    assert form(contents(), {}) == form(contents(), {})


#: Any text that a form or a file could hold, also what spreadsheets are quick to change.
TEXTS = st.one_of(
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc"), include_characters="\n\t", exclude_characters="\ufffe\uffff"
        ),
        max_size=30,
    ),
    st.sampled_from(
        ["=1+1", "'=1", "''@x", "-", "+46", "a|b", "a\\|b\\", "a;b", "|", "\\", "_x000D_", " x ", "2018", "1e5", "ja", "\n", "0114"]
    ),
)  # fmt: skip
DATES = st.sampled_from(["2018", "2018-06", "2018-06-26"])
URLS = st.sampled_from(["", "https://example.se/a?b=1|2", "http://x.se"])


def values(part: str, codes: Mapping[str, list[str]]) -> st.SearchStrategy[dict[str, Any]]:
    """An entry of a list, or the columns of an initiative, as the tables could hold it."""
    return st.fixed_dictionaries({cell.name: value(cell, codes) for cell in columns_of(part)})


def value(cell: Any, codes: Mapping[str, list[str]]) -> st.SearchStrategy[Any]:
    kind = type(cell.field).__name__
    if kind == "BooleanField":
        return st.booleans()
    if kind == "BigIntegerField":
        return st.none() | st.integers(0, LARGEST_AMOUNT)
    if kind == "PartialDateField":
        return DATES if cell.is_required else st.none() | DATES
    if cell.words:
        return st.sampled_from([*map(str, cell.words), *([] if cell.is_required else [""])])
    if cell.reference:
        known = st.sampled_from(codes[cell.reference])
        return known if cell.is_required else st.none() | known
    if kind == "URLField":
        return st.just("https://example.se/") if cell.is_required else URLS
    texts = TEXTS.map(lambda text: text.strip()[: cell.field.max_length or 1000].strip())
    return texts.filter(bool) if cell.is_required else texts


def documents(codes: Mapping[str, list[str]]) -> st.SearchStrategy[Content]:
    lists = {part: entries(part, codes) for part in SHEETS}
    return st.builds(whole, values("", codes), st.fixed_dictionaries(lists))


def entries(part: str, codes: Mapping[str, list[str]]) -> st.SearchStrategy[list[Any]]:
    """A list of a document; what must stand once does."""
    filled = values(part, codes).filter(lambda entry: any(entry.values()))
    if part not in ONCE:
        return st.lists(filled, max_size=2)
    return st.lists(filled, max_size=2, unique_by=lambda e: tuple(e[key] for key in ONCE[part]))


def whole(own: dict[str, Any], lists: dict[str, Any]) -> Content:
    lists["areas"] = [entry["area"] for entry in lists["areas"]]
    lists["due_reports"].sort(key=lambda entry: entry["due"])
    lists["places"] = list({(e["place"], e["basis"]): e for e in lists["places"]}.values())
    for entry in lists["places"]:
        is_small = len(entry["place"]) == 4 and entry["basis"] == "recipient"
        small = (f"{entry['place']}R001", "regso-2025") if is_small else ("", "")
        entry["area_code"], entry["vintage"] = small
    return without_wrong(own | lists)


def without_wrong(document: Content) -> Content:
    """The document less the entries that no door lets in."""
    while found := wrong_anywhere(document):
        part, wrong = found[0]
        del document[part][wrong.position]
    return document


@pytest.fixture
def without_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks without the sheet of codes, which takes most of the time to write."""
    monkeypatch.setattr(sheet_files, "code_rows", lambda: [])


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_document_loses_anything(db, without_codes, data):
    codes = {name: sorted(of)[:5] for name, of in known_codes().items()}
    given_documents = data.draw(
        st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{3,9}", fullmatch=True), documents(codes), max_size=2)
    )  # fmt: skip
    for form in FORMS:
        found = looked(form(given_documents, {}), {})
        assert found.every_fault == []
        assert {row.id: row.document for row in found.rows} == given_documents


def test_a_change_is_shown_before_it_is_saved():
    before = contents([ID])
    changed = deepcopy(before)
    changed[ID]["title_sv"] = "Ny rubrik"
    changed[ID]["due_reports"].append({"due": "2030-01-01", "about": "Slutrapport"})
    found = looked(as_workbook(changed, {ID: 1}), before, {ID: 1})
    (row,) = found.rows
    assert row.outcome == Outcome.CHANGED
    assert {change.name for change in row.changes} == {"title_sv", "due_reports"}
    assert found.documents == changed
    assert contents([ID]) == before


def test_what_the_file_has_no_column_or_sheet_for_stays():
    before = contents([ID])
    found = looked(as_xlsx([{"id": ID, "title_sv": "Ny rubrik"}]), before)
    assert found.documents == {ID: before[ID] | {"title_sv": "Ny rubrik"}}


def test_a_new_initiative_needs_only_id_title_and_kind():
    found = looked(as_xlsx([{"id": "ny-insats", "title_sv": "Ny", "kind": "grant"}]), {})
    assert found.documents == {"ny-insats": NEW | {"title_sv": "Ny", "kind": "grant"}}
    write(found.documents)
    assert Initiative.objects.get(pk="ny-insats").visibility == "draft"


def test_what_a_spreadsheet_makes_of_numbers_is_read_as_meant():
    row = {"id": "nytt", "title_sv": "T", "kind": "grant", "decided": 2018.0, "reference": 17.0}
    found = looked(
        as_xlsx([row], money=[{"id": "nytt", "amount_sek": 5e6, "basis": "per-year"}]), {}
    )
    document = found.documents["nytt"]
    assert (document["decided"], document["reference"]) == ("2018", "17")
    assert document["money"][0]["amount_sek"] == 5_000_000


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"id": "nytt", "title_sv": "", "kind": "grant"}, "title_sv", "måste fyllas i"),
        ({"id": "nytt", "title_sv": "T", "kind": "grnt"}, "kind", "menar du ”grant”"),
        ({"id": "nytt", "title_sv": "T", "kind": "zzz"}, "kind", "finns inte bland"),
        ({"id": "Ny Insats", "title_sv": "T", "kind": "grant"}, "id", "kan inte vara ett id"),
        ({"id": "kalender", "title_sv": "T", "kind": "grant"}, "id", "kan inte vara ett id"),
        ({"id": "nytt", "title_sv": "T" * 201, "kind": "grant"}, "title_sv", "högst 200"),
        ({"id": "nytt", "title_sv": "T", "kind": "grant", "decided": "2018-13"}, "decided", "inget datum"),
        ({"id": "nytt", "title_sv": "T", "kind": "grant", "source_url": "javascript:x"}, "source_url", "webbadress"),
        ({"id": "nytt", "title_sv": "T", "kind": "grant", "is_on_founding_page": "kanske"}, "is_on_founding_page", "varken"),
        ({"id": "nytt", "title_sv": "T", "kind": "grant", "lead_department": "jus"}, "lead_department", "menar du ”ju”"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cell_is_said_with_row_and_column(row, column, said):
    good = {**row, "id": "annan", "title_sv": "Annan", "kind": "grant"}
    good |= {key: "" for key in row if key not in ("id", "title_sv", "kind")}
    found = looked(as_xlsx([good, row]), {})
    (fault,) = found.every_fault
    assert (fault.sheet, fault.row, fault.column) == ("Insatser", 3, column)
    assert said in fault.reason
    assert [one.outcome for one in found.rows] == [Outcome.NEW, Outcome.ERROR]
    assert not found.can_be_saved, "all or nothing"


@pytest.mark.parametrize(
    ("part", "entries", "column", "said"),
    [
        ("participations", [{"id": "nytt", "actor": "boverke", "role": "accountable"}], "actor", "boverket"),
        ("participations", [{"id": "nytt", "actor": "boverket", "role": ""}], "role", "måste"),
        ("participations", [{"id": "nytt", "actor": "boverket", "role": "partner"}] * 2, "actor", "två gånger"),
        ("money", [{"id": "nytt", "amount_sek": "1,5 mnkr", "basis": "per-year"}], "amount_sek", "hela kronor"),
        ("money", [{"id": "nytt", "amount_sek": -5, "basis": "per-year"}], "amount_sek", "hela kronor"),
        ("relations", [{"id": "nytt", "other": "nytt", "kind": "part-of"}], "other", "sig själv"),
        ("due_reports", [{"id": "annan", "due": "2030"}], "id", "ingen rad"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_entry_is_said_on_its_own_sheet(part, entries, column, said):
    found = looked(
        as_xlsx([{"id": "nytt", "title_sv": "T", "kind": "grant"}], **{part: entries}), {}
    )
    (fault,) = found.every_fault
    assert (fault.sheet, fault.column) == (SHEETS[part], column)
    assert said in fault.reason


def test_a_row_written_out_before_another_change_is_refused():
    before = contents([ID])
    found = looked(as_workbook(before, {ID: 1}), before, {ID: 2})
    assert "någon annan" in found.every_fault[0].reason


def test_an_id_stands_once():
    row = {"id": "nytt", "title_sv": "T", "kind": "grant"}
    found = looked(as_xlsx([row, row]), {})
    assert "rad 2" in found.every_fault[0].reason


def packed(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tom"),
        (b"\x89PNG\r\n\x1a\n\0\0", "varken XLSX eller CSV"),
        (b"PK\x03\x04 broken", "går inte att läsa"),
        (b'id,title_sv\n"open', "går inte att läsa"),
        (b"namn,titel\n1,2\n", "kolumnerna är id"),
        (b"title_sv,kind\nT,grant\n", "saknar kolumnen id"),
        (b"id,id\n1,2\n", "två gånger"),
        (b"id\n" + b"a\n" * 20_001, "fler än 20000 rader"),
        (packed(**{"word__document.xml": b"x"}), "varken XLSX eller CSV"),
        (packed(**{"xl__workbook.xml": b"<x/>"}), "går inte att läsa"),
        (packed(**{"xl__workbook.xml": b"", "xl__vbaProject.bin": b"x"}), "makron"),
        (packed(**{"xl__workbook.xml": b"", "xl__a.xml": b"\0" * 160_000_000}), "packas upp"),
        (workbook([Sheet("Blad1", ["id"], [["a"]])]), "hör inte hit"),
        (workbook([Sheet("Koder", ["id"], [["a"]])]), "saknas"),
        (workbook([Sheet("Insatser", ["id", "titel_sv"], [["a", "b"]])]), "menar du title_sv"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_meant_is_refused_in_a_sentence(data, said):
    with pytest.raises(InputError, match=said):
        read_sheets(data)


def with_rows(rows: str, before: str = "", name: str = "Insatser") -> bytes:
    """A workbook whose first sheet holds just this XML."""
    kept = io.BytesIO()
    given = ZipFile(io.BytesIO(workbook([Sheet(name, ["id"], [["a"]])])))
    with ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for member in given.namelist():
            data = given.read(member)
            if member == "xl/worksheets/sheet1.xml":
                head = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
                data = (
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                    f"{before}<sheetData>{head}{rows}</sheetData></worksheet>"
                ).encode()
            package.writestr(member, data)
    return kept.getvalue()


@pytest.mark.parametrize("name", ["Insatser", "Okänt", "Koder"])
@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        '<row r="1048576"><c r="A1"/><c><v>1</v></c></row>',
        '<row r="2"><c r="XFD2"><v>1</v></c></row>',
        '<row r="2"><c r="xfd2"><f>1+1</f></c></row>',
        '<row r="2">' + "<c/>" * 200 + "<c><v>1</v></c></row>",
        '<row r="2"><c r="XFC2"/><c><v>1</v></c></row>',
        '<row r="200001"/><row><c><v>1</v></c></row>',
        '<x:row xmlns:x="u" r="9999999"><x:c><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_cell_far_out_is_refused_before_the_sheet_is_filled(rows, name):
    with pytest.raises(InputError, match="långt utanför"):
        read_sheets(with_rows(rows, name=name))


def test_a_place_that_is_none_or_a_dtd_is_refused():
    for rows in ('<row r="0"/>', '<row r="2"><c r="A99999999"><v>1</v></c></row>'):
        with pytest.raises(InputError, match="går inte att läsa"):
            read_sheets(with_rows(rows))
    entity = packed(**{"xl__workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})
    with pytest.raises(InputError, match="går inte att läsa"):
        read_sheets(entity)


def test_sheets_whose_rectangles_are_too_much_together_are_refused(monkeypatch):
    monkeypatch.setattr(sheet_package, "MOST_CELLS", 1000)
    with pytest.raises(InputError, match="packas upp"):
        read_sheets(with_rows('<row r="101"><c r="J101"><v>1</v></c></row>'))


def test_what_spreadsheet_programs_leave_far_out_without_content_is_no_fault():
    """A formatted column makes an empty last row; the size that is said may be the whole sheet."""
    rows = (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="XFD2" s="0"/></row>'
        '<row r="1048576" ht="12.8"><c r="A1048576" s="0"/></row>'
    )
    data = with_rows(rows, '<dimension ref="A1:XFD1048576"/>')
    assert [row.cells for row in read_sheets(data)["Insatser"].rows] == [{"id": "a"}]


def test_a_part_that_says_it_is_small_gives_no_more_than_that():
    big = b"<a>" + b"A" * 3_000_000 + b"</a>"
    data = packed(**{"xl__workbook.xml": b"<x/>", "xl__sharedStrings.xml": big})
    lying = data.replace(len(big).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(InputError, match="går inte att läsa"):
        read_sheets(lying)


def test_a_file_that_is_too_large_is_not_looked_into(monkeypatch):
    monkeypatch.setattr(sheet_files, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match="större än"):
        read_sheets(b"id\n" + b"a" * 100)


@pytest.mark.parametrize(
    "text",
    [
        "id;title_sv;kind\nnytt;Åtgärd;grant\n",
        "\ufeffid\ttitle_sv\tkind\r\nnytt\tÅtgärd\tgrant\r\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_spreadsheet_programs_save_as_csv_is_read(text, encoding):
    if encoding == "cp1252":
        text = text.removeprefix("\ufeff")
    found = looked(text.encode(encoding), {})
    assert found.documents["nytt"]["title_sv"] == "Åtgärd"


def _with_cell(cell: str) -> bytes:
    """A sheet of initiatives with this cell below the head of its second column."""
    head = '<c r="B1" t="inlineStr"><is><t>note</t></is></c>'
    identity = '<c r="A2" t="inlineStr"><is><t>a</t></is></c>'
    return with_rows(f'<row r="1">{head}</row><row r="2">{identity}{cell}</row>')


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_that_nothing_has_worked_out_is_not_read_as_empty(value):
    with pytest.raises(InputError, match="Cell B2 har en formel"):
        read_sheets(_with_cell(f'<c r="B2"><f>1+1</f>{value}</c>'))


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="B2" t="str"><f>"x"</f><v>x</v></c>', "x"),
    ],
)
def test_a_formula_gives_what_it_came_to(cell, note):
    (row,) = read_sheets(_with_cell(cell))["Insatser"].rows
    assert text_of(row.cells["note"]) == note


def test_no_cell_that_is_written_out_is_a_formula():
    document = EMPTY | {"title_sv": "=HYPERLINK(1)", "kind": "grant", "note": "@x"}
    rows = list(csv.DictReader(io.StringIO(as_csv({"a": document}, {}).decode())))
    assert (rows[0]["title_sv"], rows[0]["note"]) == ("'=HYPERLINK(1)", "'@x")
    with ZipFile(io.BytesIO(as_workbook({"a": document}, {}))) as package:
        assert not any(
            b"<f>" in package.read(name) for name in package.namelist() if "sheet" in name
        )


def test_the_template_lists_every_code():
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(as_workbook({}, {})))
    assert book.sheet_names == ["Insatser", *SHEETS.values(), "Koder", "Läs mig"]
    assert len(book.get_sheet_by_name("Insatser").to_python()) == 1
    codes = {(row[0], row[1]) for row in book.get_sheet_by_name("Koder").to_python()[1:]}
    assert {("kind", "grant"), ("actor", "boverket"), ("place", "0180"), ("goal", "ben-1")} <= codes
    assert ("areas", "housing") in codes
