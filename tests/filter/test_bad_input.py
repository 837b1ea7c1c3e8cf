"""Whatever an address says, it is answered: 200, or 400 with a sentence. Never a fault of ours."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

FORMS = ["/innehall/", "/innehall.json", "/innehall.csv", "/innehall.atom", "/innehall.rss"]
COMPAT = ["/Filter/GetFilteredItems", "/Filter/RssFeed"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("typ=pressmedelande", "Välj Pressmeddelande (1334) i stället"),
        ("typ=133", "”133” finns inte bland valen i Innehållstyper"),
        ("omrade=boend", "Välj Boende (boende) i stället"),
        ("statsrad=ulf-kristerson", "Välj Ulf Kristersson (ulf-kristersson) i stället"),
        ("avsandare=2605", "finns inte bland valen i Departement och övriga avsändare"),
        ("sortera=datm", "det närmaste är ”datum”"),
        ("visa=tabel", "det närmaste är ”tabell”"),
        ("antal=1000", "högst 100"),
        ("antal=7", "10, 20, 50, 100"),
        ("sida=0", "inget sidnummer"),
        ("sida=-1", "inget sidnummer"),
        ("sida=1.5", "inget sidnummer"),
        ("sida=999999999999", "inget sidnummer"),
        ("sida=99", "Gå till den sista sidan (13)"),
        ("sida=999999999", "Den sista är 13"),
        ("fran=2018-02-30", "februari 2018 har 28 dagar"),
        ("fran=2019&till=2018", "Till och med 2018 är före från och med 2019"),
        ("q=" + "x" * 201, "högst 200"),
    ],
)
def test_what_cannot_be_meant_is_said_and_the_rest_stays(client, query, said):
    answer = client.get(f"/innehall/?omrade=boende&{query}" if "omrade" not in query
                        and "sida" not in query else f"/innehall/?{query}")  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    if "omrade" not in query and "sida" not in query:
        assert 'value="boende" checked' in page


def test_a_way_on_leads_to_a_page_that_answers(client):
    for query in ("typ=pressmedelande&fran=2018", "sida=99&typ=1334", "omrade=boend,boende"):
        fault = client.get(f"/innehall/?{query}").context["faults"][0]
        assert client.get(f"/innehall/{fault.address}").status_code == 200


def test_many_unknown_choices_are_counted_not_listed(client):
    many = ",".join(f"x{n}" for n in range(300))
    answer = client.get(f"/innehall/?typ={many}")
    assert answer.status_code == 400
    assert "Ytterligare 295 val i adressen finns inte." in answer.content.decode()


@pytest.mark.parametrize("form", FORMS + COMPAT)
@pytest.mark.parametrize(
    "query",
    [
        'q="', "q='", "q=%00", "q=%01%1f%7f", "q=\"skola AND (", "q=-", "q=--skola", "q=*", "q=%22%22",
        "q=title:skola^9~", "q=%f0%28%8c", "q=\ud7ff", "q=" + "å" * 200, "q=" + "x" * 10_000,
        "q=%5C%25_", "q=a&q=b", "=", "&&&", "q", "typ=", "typ=,,,", "typ=%00", "fran=%00",
        "fran=" + "9" * 40, "till=-", "sida=", "antal=", "visa=", "utm_source=brev",
        "searchText=%22", "searchText=%01", "fromDate=x", "page=%00", "pageSize=9e9", "lang=xx",
        "preFilteredCategories=,;,%00,1334'", "&".join(f"typ={n}" for n in range(1000)),
        "&".join(f"a{n}=1" for n in range(99)), "%", "%%%", "?q=a", "q[]=a", "q=\r\nSet-Cookie: a=b",
    ],
)  # fmt: skip
def test_odd_queries_are_answered(client, form, query):
    answer = client.get(f"{form}?{quote(query, safe='=&%?;,[]^~:()*')}")
    assert answer.status_code in (200, 400)
    assert answer.getvalue() if answer.streaming else answer.content


NAMES = st.sampled_from(
    ["q", "typ", "omrade", "statsrad", "avsandare", "fran", "till", "visa", "antal", "sida", "sortera",
     "searchText", "fromDate", "toDate", "page", "pageSize", "preFilteredCategories", "lang"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789-, \"'()*~\\:åäö\0\x1f", max_size=20),
    st.sampled_from(
        ["1334", "boende", "2460", "2018", "2018-02", "tabell", "tidslinje", "relevans"]
    ),
    st.integers(-10, 10**12).map(str),
)


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(form=st.sampled_from(FORMS + COMPAT), pairs=st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_any_query_is_answered(client, form, pairs):
    answer = client.get(f"{form}?{urlencode(pairs, errors='replace')}")
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert len(answer.content.decode()) > 20
