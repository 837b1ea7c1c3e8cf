"""The public item lists of regeringen.se: a file or address in, plain rows out, each checked.

A list is JSON (objects) or Parquet with `title`, `url`, `published`, `updated`, `types`, `senders`,
`categories`, `id`, `shortcuts`, `attachments`; a row that cannot be used is named with its reason.
Knows nothing of tables, pages or what is done with the rows.
"""

from __future__ import annotations

import json
import re
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

from samlad.errors import InputError

SITE = "https://www.regeringen.se"
#: More than ten times the whole list of today.
LARGEST = 512 * 1024 * 1024
WAIT = 60
LONGEST_TITLE, LONGEST_NAME, LONGEST_ADDRESS, LONGEST_CODE = 600, 500, 1000, 20

_HOST = re.compile(r"(?:https?:)?//(?:www\.)?regeringen\.se(?=/)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
#: What the site writes after the text of a link that leaves it.
_LEAVES = re.compile(r"\s*-?\s*extern webbplats,?$")
#: Control characters; also what cannot be written to a file, half of a pair.
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b\ufeff]")
_LISTS = ("types", "senders", "categories")


@dataclass(frozen=True, slots=True)
class Link:
    """A document or page that an item links to."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One item of the list.

    path: the address on the site, without host and final slash. published, updated: YYYY, YYYY-MM
    or YYYY-MM-DD as given, blank when unknown. types, senders, topics: codes as given.
    """

    path: str
    title: str
    published: str = ""
    updated: str = ""
    reference: str = ""
    types: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    attachments: tuple[Link, ...] = ()
    shortcuts: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row with a fault: its number in the list (the first is 1), its address, the reason.

    is_kept: only a link of it was left out.
    """

    number: int
    path: str
    reason: str
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list as it was read. names: code → the name that the list gives it."""

    items: tuple[PublishedItem, ...]
    bad: tuple[BadRow, ...]
    names: Mapping[str, str]


def read_items(source: str) -> ItemList:
    """Read a list from a file or an http(s) address.

    Raises InputError when there is no list to read; a row that cannot be used is a BadRow.
    """
    rows = _rows(source)
    items: dict[str, PublishedItem] = {}
    bad = []
    names: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        try:
            item = _item(row)
            if item.path in items:
                raise ValueError("the address stands in an earlier row too")
        except ValueError as fault:
            bad.append(BadRow(number, _path_if_any(row), str(fault)))
            continue
        items[item.path] = item
        names.update(_names(row))
        bad += [BadRow(number, item.path, fault, is_kept=True) for fault in _lost_links(row, item)]
    return ItemList(tuple(items.values()), tuple(bad), names)


def read_names(source: str) -> Mapping[str, str]:
    """Read a code list, JSON of code → name, from a file or an http(s) address."""
    found = _json(source, _fetched(source))
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise InputError(f'{source}: is no code list; it must be JSON as {{"1012": "EU", …}}')
    return {str(code): _plain(name) for code, name in found.items()}


def path_of(url: str) -> str:
    """The part of an address of the site that tells items apart; blank for another address.

    >>> path_of("https://www.regeringen.se/tal/2018/05/ett-tal/?utm=1")
    '/tal/2018/05/ett-tal'
    """
    local = _HOST.sub("", url.strip(), count=1)
    if not local.startswith("/") or local.startswith("//"):
        return ""
    return urlsplit(local).path.rstrip("/")


def _rows(source: str) -> Sequence[Any]:
    content = _fetched(source)
    if content.startswith(b"PAR1"):
        rows: Any = _parquet(source, content)
    else:
        rows = _json(source, content)
    if not isinstance(rows, list):
        raise InputError(f"{source}: is no list of items; it must be a JSON list of objects")
    if not rows:
        raise InputError(f"{source}: the list is empty; give one with items")
    return rows


def _fetched(source: str) -> bytes:
    if re.match(r"https?://", source, re.IGNORECASE):
        return _downloaded(source)
    if re.match(r"[a-z]{2,}:", source, re.IGNORECASE):
        raise InputError(f"{source}: is neither a file nor an http(s) address")
    try:
        return Path(source).expanduser().read_bytes()
    except FileNotFoundError:
        raise InputError(f"{source}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{source}: this is a folder; name a file in it") from None
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror}); check the rights") from None


def _downloaded(address: str) -> bytes:
    request = urllib.request.Request(address, headers={"User-Agent": "samlad"})
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            content = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        raise InputError(f"{address}: answered {error.code}; check the address") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        raise InputError(f"{address}: did not answer ({why}); try again later") from None
    if len(content) > LARGEST:
        raise InputError(f"{address}: sends more than {LARGEST >> 20} MiB; give a shorter list")
    return content


def _json(source: str, content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise InputError(f"{source}: is neither whole JSON nor Parquet; fetch it anew") from None


def _parquet(source: str, content: bytes) -> list[Any]:
    with tempfile.TemporaryDirectory(prefix="samlad-") as folder:
        path = Path(folder) / "items.parquet"
        path.write_bytes(content)
        with duckdb.connect() as connection:
            try:
                relation = connection.read_parquet(str(path))
                columns = relation.columns
                return [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]
            except duckdb.Error:
                raise InputError(f"{source}: is no whole Parquet file; fetch it anew") from None


def _item(row: Any) -> PublishedItem:
    if not isinstance(row, dict):
        raise ValueError("is no object with fields")
    return PublishedItem(
        path=_path(row),
        title=_title(row),
        published=_date(row, "published"),
        updated=_date(row, "updated"),
        reference=_text(row, "id", 100),
        types=_codes(row, "types"),
        senders=_codes(row, "senders"),
        topics=_codes(row, "categories"),
        attachments=_links(row, "attachments"),
        shortcuts=_links(row, "shortcuts"),
    )


def _path(row: Mapping[str, Any]) -> str:
    url = _text(row, "url", LONGEST_ADDRESS)
    if not url:
        raise ValueError("'url' is empty")
    path = path_of(url)
    if not path:
        raise ValueError(f"'url' is no address of regeringen.se: {url[:80]}")
    return path


def _path_if_any(row: Any) -> str:
    """The address of a row that cannot be used, so that its item does not count as vanished."""
    try:
        return _path(row)
    except (ValueError, AttributeError):
        return ""


def _title(row: Mapping[str, Any]) -> str:
    title = _text(row, "title", LONGEST_TITLE)
    if not title:
        raise ValueError("'title' is empty")
    return title


def _text(row: Mapping[str, Any], field: str, longest: int) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"'{field}' is no text: {value!r:.80}")
    text = _plain(value)
    if len(text) > longest:
        raise ValueError(f"'{field}' has {len(text)} characters; at most {longest} are taken")
    return text


def _plain(text: str) -> str:
    """Single spaces, no control characters, no space around."""
    if not text.isprintable():
        text = _UNPRINTED.sub(" ", text)
    return " ".join(text.split())


def _date(row: Mapping[str, Any], field: str) -> str:
    value = row.get(field)
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = _text(row, field, 40)
    if re.match(r"\d{4}-\d{2}-\d{2}T", text):
        text = text[:10]
    if not text:
        return ""
    if not _DATE.fullmatch(text):
        raise ValueError(f"'{field}' is no date: {text}; write YYYY, YYYY-MM or YYYY-MM-DD")
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        raise ValueError(f"'{field}' is no day of the calendar: {text}") from None
    return text


def _codes(row: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = row.get(field)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(code, str | int) for code in value):
        raise ValueError(f"'{field}' is no list of codes: {value!r:.80}")
    codes = tuple(dict.fromkeys(str(code).strip() for code in value))
    for code in codes:
        if not re.fullmatch(r"[\w-]{1,20}", code, re.ASCII):
            raise ValueError(f"'{field}' holds what is no code: {code[:80]!r}")
    return codes


def _links(row: Mapping[str, Any], field: str) -> tuple[Link, ...]:
    """The links of a field that lead to a web address."""
    links = (_link(each, field) for each in _listed(row, field))
    return tuple(dict.fromkeys(link for link in links if _is_web(link.url)))


def _lost_links(row: Mapping[str, Any], item: PublishedItem) -> Iterator[str]:
    for field, kept in (("attachments", item.attachments), ("shortcuts", item.shortcuts)):
        if len(kept) == len(_listed(row, field)):
            continue
        for link in (_link(each, field) for each in _listed(row, field)):
            if not _is_web(link.url):
                yield (
                    f"'{field}' holds a link to no web address, {link.url[:80]!r}; "
                    "the item is kept without it"
                )


def _listed(row: Mapping[str, Any], field: str) -> Sequence[Any]:
    value = row.get(field)
    if isinstance(value, str):
        try:
            value = json.loads(value) if value.strip() not in ("", "[]") else []
        except (ValueError, RecursionError):
            raise ValueError(f"'{field}' is no list of links") from None
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"'{field}' is no list of links: {value!r:.80}")
    return value


def _link(value: Any, field: str) -> Link:
    if not isinstance(value, dict):
        raise ValueError(f"'{field}' holds what is no link: {value!r:.80}")
    url = _text(value, "url", LONGEST_ADDRESS)
    name = _LEAVES.sub("", _text(value, "name", LONGEST_NAME)) or url
    if url.startswith("/") and not url.startswith("//"):
        url = SITE + url
    return Link(name[:LONGEST_NAME], url)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _names(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names beside the codes, where the list has them (`types_names` and so on)."""
    for field in _LISTS:
        codes, names = row.get(field), row.get(f"{field}_names")
        if isinstance(codes, list) and isinstance(names, list) and len(codes) == len(names):
            yield from _named(codes, names)


def _named(codes: Iterable[Any], names: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for code, name in zip(codes, names, strict=True):
        if isinstance(name, str) and _plain(name):
            yield str(code), _plain(name)
