"""The foundation of every page: language, numbers, dates, errors, navigation."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from samlad.catalogue import texts
from samlad.errors import DefinitionError, InputError, UnknownName
from samlad.model import Text, Unit
from samlad.portal import dates, numbers, wording
from samlad.portal.loading import is_loaded, load_facts
from samlad.portal.pages import theme
from samlad.portal.pages.models import Loaded

PORTAL = Path(numbers.__file__).parent
TEMPLATES = sorted((PORTAL / "templates").rglob("*.html"))

pytestmark = pytest.mark.django_db


def rendered(source: str, language: str = "sv", **values: object) -> str:
    with translation.override(language):
        return Template("{% load samlad %}" + source).render(Context(values))


# Language


@pytest.mark.parametrize(("address", "language"), [("/om/", "sv"), ("/en/om/", "en")])
def test_the_address_decides_the_language(client: Client, address: str, language: str) -> None:
    page = client.get(address, headers={"accept-language": "en,de" if language == "sv" else "sv"})
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language
    assert "Accept-Language" not in page.headers.get("Vary", "")


def test_each_page_names_itself_in_both_languages(client: Client) -> None:
    page = client.get("/en/om/metod/?a=1").text
    assert '<link rel="alternate" hreflang="sv" href="http://testserver/om/metod/?a=1">' in page
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/om/metod/?a=1">' in page
    assert 'href="/om/metod/?a=1" lang="sv" hreflang="sv">Svenska</a>' in page


def test_links_keep_the_language(client: Client) -> None:
    page = client.get("/en/om/").text
    links = re.findall(r'<a [^>]*href="(/[^"]*)"[^>]*>', page)
    assert [a for a in links if not a.startswith("/en/")] == ["/om/"]  # the way to Swedish


def test_an_address_without_its_last_stroke_leads_on(client: Client) -> None:
    assert client.get("/om").headers["Location"] == "/om/"
    assert client.get("/en").headers["Location"] == "/en/"


def test_the_main_link_of_the_present_page_is_marked(client: Client) -> None:
    page = client.get("/om/metod/").text
    assert '<a href="/om/" aria-current="true">Om</a>' in page
    assert page.count('aria-current="page"') == 2  # the breadcrumb's last and the list beside


# Texts


def test_a_text_that_is_missing_is_our_fault() -> None:
    with pytest.raises(DefinitionError, match=r"no text 'base\.nothing'"):
        wording.words("base.nothing")


def test_a_text_asks_for_its_values() -> None:
    with pytest.raises(DefinitionError, match=r"'base\.page_of' asks for 'pages'"):
        wording.words("base.page_of", page=1)


def test_every_text_that_a_template_asks_for_is_there() -> None:
    asked = {
        key
        for path in TEMPLATES
        for key in re.findall(r"""{%\s*t\s+"([^"]+)"\s""", path.read_text(encoding="utf-8"))
    }
    assert asked - set(texts()) == set()


def test_a_text_of_the_model_shows_in_the_pages_language() -> None:
    title = Text(sv="Boende", en="Housing")
    assert rendered("{{ title|in_language }}", "en", title=title) == "Housing"


def test_text_is_escaped() -> None:
    shown = rendered('{% t "base.unknown_place" name=name %}', name="<script>")
    assert "&lt;script&gt;" in shown


# Numbers and dates


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (1234567.891, 1, "1\u202f234\u202f567,9", "1,234,567.9"),
        (-0.5, 1, "\u22120,5", "\u22120.5"),
        (0.12345, 3, "0,123", "0.123"),
        (2.5, 0, "3", "3"),
        (-0.04, 1, "0,0", "0.0"),
        (None, 1, "–", "–"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(
    value: float | None, decimals: int, swedish: str, english: str
) -> None:
    assert numbers.number(value, decimals, "sv") == swedish
    assert numbers.number(value, decimals, "en") == english


def test_a_value_carries_its_unit() -> None:
    assert rendered('{{ x|value:"per_cent" }}', x=12.34) == "12,3\u00a0%"
    assert rendered('{{ x|value:"per_cent" }}', "en", x=12.34) == "12.3%"
    assert rendered('{{ x|value:"index" }}', x=0.3306) == "0,331"
    assert rendered('{{ x|value:"per_100000" }}', x=3317.0).startswith("3\u202f317,0\u00a0per")
    assert rendered('{{ x|value:"per_cent" }}', x=None) == "–"


def test_every_unit_can_be_written() -> None:
    assert {unit for unit in Unit if numbers.with_unit(1.0, unit, 1, "sv")} == set(Unit)


def test_a_change_of_a_share_is_in_percentage_points_with_its_sign() -> None:
    assert numbers.change(1.26, Unit.PER_CENT, 1, "sv") == "+1,3\u00a0procentenheter"
    assert numbers.change(-1.26, Unit.PER_CENT, 1, "en") == "\u22121.3\u00a0percentage points"
    assert numbers.change(0.01, Unit.INDEX, 1, "sv") == "0,0"


@pytest.mark.parametrize(
    ("amount", "swedish", "english"),
    [
        (2_250_000_000, "2,25 miljarder kronor", "SEK 2.25 billion"),
        (1_000_000, "1 miljon kronor", "SEK 1 million"),
        (1_234_567, "1\u202f234\u202f567 kronor", "SEK 1,234,567"),
        (-11_000_000, "\u221211 miljoner kronor", "SEK \u221211 million"),
    ],
)
def test_money_is_shortened_only_where_nothing_is_lost(
    amount: int, swedish: str, english: str
) -> None:
    assert numbers.kronor(amount, "sv").replace("\u00a0", " ") == swedish
    assert numbers.kronor(amount, "en").replace("\u00a0", " ") == english


def test_dates_are_as_exact_as_they_are_known() -> None:
    assert dates.in_words("2018-06-26", "sv") == "26 juni 2018"
    assert dates.in_words("2018-06", "en") == "June 2018"
    assert dates.in_words("2018", "sv") == "2018"
    assert dates.in_words("våren 2018", "sv") == "våren 2018"
    assert dates.in_words(None, "sv") == ""
    assert dates.period_in_words("2023/24", "en") == "school year 2023/24"


# Facts in the database


def test_facts_are_loaded_again_when_what_they_came_from_has_changed() -> None:
    assert is_loaded()
    Loaded.objects.update(fingerprint="of yesterday")
    assert not is_loaded()
    load_facts()
    assert is_loaded() and Loaded.objects.count() == 1


# HTML


@pytest.mark.parametrize(
    "address",
    ["/", "/en/", "/om/", "/om/metod/", "/om/data/", "/om/tillganglighet/", "/om/design/"],
)
def test_every_element_is_closed_and_every_id_is_one(client: Client, address: str) -> None:
    reader = Elements()
    reader.feed(client.get(address).text)
    assert reader.open == [] and reader.wrong == []
    assert sorted(reader.ids) == sorted(set(reader.ids))
    assert set(reader.targets) <= set(reader.ids) | {""}


class Elements(HTMLParser):
    """Which elements are open, ids, and the places on the page that links lead to."""

    EMPTY = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.keep(attrs)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.keep(attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} at {self.getpos()}")

    def keep(self, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and value and value.startswith("#"):
                self.targets.append(value[1:])
            elif name in ("aria-labelledby", "aria-describedby", "for", "popovertarget"):
                self.targets.extend((value or "").split())


# Errors


def test_an_unknown_page_has_a_search_box_in_its_language(client: Client) -> None:
    swedish, english = client.get("/finns-inte/"), client.get("/en/no-such/")
    assert swedish.status_code == english.status_code == 404
    assert "Sidan finns inte" in swedish.text
    assert "Page not found" in english.text
    assert 'type="search"' in swedish.text.split("<main")[1]
    assert "hreflang" not in swedish.text.split("</head>")[0]


def test_an_unknown_code_names_the_nearest(client: Client) -> None:
    page = client.get("/indikatorer/turnout-riksdagen/")
    assert page.status_code == 404
    assert "Det finns ingen indikator med namnet ”turnout-riksdagen”" in page.text
    assert '<a href="/indikatorer/turnout-riksdag/">Valdeltagande' in page.text
    page = client.get("/platser/018/")
    assert 'Menade du <a href="/platser/0188/">Norrtälje (0188)</a>?' in page.text


def test_an_unknown_name_without_a_page_is_a_plain_404(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, UnknownName("thing", "x<y", ["xy"]))
    page = client.get("/")
    assert page.status_code == 404
    assert "x&lt;y" in page.text


def test_unusable_input_is_a_400_with_its_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, InputError("Skriv ett år med fyra siffror."))
    page = client.get("/")
    assert page.status_code == 400
    assert "Skriv ett år med fyra siffror." in page.text


def test_a_fault_of_ours_shows_only_its_number(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fails(monkeypatch, RuntimeError("a secret"))
    client.raise_request_exception = False
    page = client.get("/en/")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
    assert "secret" not in page.text
    found = re.search(r'error-id">([0-9a-f]{8})<', page.text)
    assert found and found[1] in caplog.text


def fails(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def failing(*arguments: object) -> None:
        raise fault

    monkeypatch.setattr(theme, "theme", failing)
