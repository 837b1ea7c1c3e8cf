"""Programs written for the Government's filter work against Samlad's."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from samlad.catalogue import facts
from samlad.catalogue.facts import listed
from tests.filter.plainly import codes

pytestmark = pytest.mark.django_db

LIST, FEED = "/Filter/GetFilteredItems", "/Filter/RssFeed"
#: As such programs ask: every ministry and body that the site has.
EVERY_SENDER = "1284,1285,1286,1287,1288,1290,1291,1292,1293,1294,1295,1296,1297,2425"


class Listed(HTMLParser):
    """Reads an answer as such programs do: the first link of each block, dates and codes."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.hits: list[dict[str, object]] = []
        self.feed(message)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "div" and has.get("class") == "sortcompact":
            self.hits.append({"codes": []})
        elif tag == "a" and "href" not in self.hits[-1]:
            self.hits[-1]["href"] = has["href"]
        elif tag == "a":
            self.hits[-1]["codes"].append(has["href"].removeprefix("/tx/"))
        elif tag == "time":
            self.hits[-1]["day"] = has["datetime"]


def test_the_answer_has_the_form_that_programs_read(client):
    answer = client.get(
        f"{LIST}?lang=sv&filterType=Taxonomy&filterByType=FilterablePageBase"
        "&preFilteredCategories=1334&rootPageReference=0&page=1&pageSize=10&displayLimited=True"
        "&fromDate=&toDate=&searchText=&filteredContentCategories=&isInEditMode="
    ).json()
    assert set(answer) == {"Message", "TotalCount"}
    assert answer["Message"].startswith('<ul class="list--block">')
    hits = Listed(answer["Message"]).hits
    assert answer["TotalCount"] == 63 and len(hits) == 10
    rows = {row["id"]: row for row in facts("items")}
    for hit in hits:
        row = rows[hit["href"].split("/")[2]]
        assert hit["day"] == row["published"] and hit["codes"][0] == "1334"
        assert set(listed(row["sender_codes"])) <= set(hit["codes"])
        assert client.get(hit["href"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"preFilteredCategories": EVERY_SENDER, "filteredContentCategories": "1334,1342"},
         lambda has: has["avsandare"] and has["typ"] & {"1334", "1342"}),
        ({"preFilteredCategories": "1324", "filteredContentCategories": "1329,1334"},
         lambda has: "1329" in has["typ"]),
        ({"filteredPoliticalAreaCategories": "2460", "filteredPublisherCategories": "2622,1287"},
         lambda has: "2460" in has["omrade"]
         and ("mats-persson" in has["statsrad"] or "1287" in has["avsandare"])),
        ({"filteredPoliticalLevelCategories": "1012", "filteredPoliticalAreaCategories": "1213"},
         lambda has: {"1012", "1213"} <= has["omrade"]),
        ({"filteredContentCategories": "9999999"}, lambda has: True),
    ],
)  # fmt: skip
def test_lists_are_or_within_and_and_between(client, asked, wanted):
    total = sum(bool(wanted(codes(row))) for row in facts("items"))
    answer = client.get(LIST, {**asked, "pageSize": "1000"}).json()
    assert answer["TotalCount"] == total
    assert len(Listed(answer["Message"]).hits) == total


def test_pages_of_a_list_put_together_hold_every_hit_once(client):
    asked = {"filteredPublisherCategories": "2622,2605,1284", "pageSize": "20"}
    seen: list[object] = []
    for page in range(1, 100):
        hits = Listed(client.get(LIST, {**asked, "page": str(page)}).json()["Message"]).hits
        if not hits:
            break
        seen += hits
    hrefs = [hit["href"] for hit in seen]
    assert len(hrefs) == len(set(hrefs)) == client.get(LIST, asked).json()["TotalCount"] > 40
    days = [hit["day"] for hit in seen]
    assert days == sorted(days, reverse=True)


def test_period_words_and_order_are_asked_for(client):
    asked = {"fromDate": "2018-01-01", "toDate": "2018-12-31", "sortAlphabetically": "True"}
    answer = client.get(LIST, asked).json()
    same = client.get("/innehall.json?fran=2018&till=2018&sortera=titel").json()
    assert answer["TotalCount"] == same["total"]
    hrefs = [hit["href"].split("/")[2] for hit in Listed(answer["Message"]).hits]
    assert hrefs == [item["id"] for item in same["items"]]
    words = client.get(LIST, {"searchText": "skola"}).json()["TotalCount"]
    assert words == client.get("/innehall.json?q=skola").json()["total"]


def test_english_names_where_english_is_asked_for(client):
    message = client.get(f"{LIST}?lang=en&preFilteredCategories=1334").json()["Message"]
    assert ">Press release</a>" in message and "Pressmeddelande" not in message


def test_a_thousand_on_a_page_and_no_more(client):
    assert client.get(f"{LIST}?pageSize=1000").status_code == 200
    answer = client.get(f"{LIST}?pageSize=1001")
    assert answer.status_code == 400 and "högst 1000" in answer.json()["Message"]


def test_a_page_past_the_last_is_empty_as_programs_expect(client):
    for page in ("14", "9999999"):
        answer = client.get(f"{LIST}?page={page}")
        assert answer.status_code == 200
        assert answer.json() == {"Message": '<ul class="list--block"></ul>', "TotalCount": 250}


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "pageSize=-1", "fromDate=2018-02-30", "searchText=" + "x" * 201]
)
def test_what_cannot_be_meant_is_a_sentence(client, query):
    for address in (LIST, FEED):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400
        assert "." in answer.content.decode()


def test_the_feed_has_the_codes_as_domains(client):
    answer = client.get(
        f"{FEED}?preFilteredCategories={EVERY_SENDER}&filteredContentCategories=1329"
    )
    feed = ElementTree.fromstring(answer.content)
    items = list(feed.iter("item"))
    assert feed.tag == "rss" and items
    for item in items:
        coded = {each.get("domain"): each.text for each in item.iter("category")}
        assert coded["1329"] == "Proposition"
        assert all(re.fullmatch(r"[\w-]+", domain) for domain in coded)


def test_codes_lead_to_what_has_them(client):
    for code, address in (
        ("1334", "/innehall/?typ=1334"),
        ("2460", "/innehall/?omrade=2460"),
        ("1287", "/innehall/?avsandare=1287"),
        ("2605", "/innehall/?statsrad=ulf-kristersson"),
    ):
        answer = client.get(f"/tx/{code}")
        assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert client.get("/tx/0").status_code == 404


def test_addresses_as_long_as_such_programs_send_are_read(client):
    many = "%2C".join(str(code) for code in range(1000, 1800))
    assert client.get(f"{LIST}?filteredPoliticalAreaCategories={many}").status_code == 200
