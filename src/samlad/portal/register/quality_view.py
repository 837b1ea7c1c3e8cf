"""The page of the register's quality: what the rules find, how often and where first."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.errors import InputError, UnknownName
from samlad.portal.data_files import FORMS, Data, Plain, data_file
from samlad.portal.navigation import Link
from samlad.portal.parameters import read_one_of, read_page
from samlad.portal.register.checking import register_rules, title_of
from samlad.portal.register.models import Actor
from samlad.portal.register.quality import (
    OfRule,
    Verdict,
    titles_of,
    verdict_on_actor,
    verdict_on_all,
)
from samlad.portal.register.ways import register_trail, ways
from samlad.portal.wording import in_language, words

COLUMNS = ("rule", "severity", "title_sv", "title_en", "initiative", "sentence_sv", "sentence_en")
#: So many rows of each rule are shown first, and of one rule on a page of its own.
FIRST, PAGE = 3, 50


def quality(request: HttpRequest) -> HttpResponse:
    """Every rule with its count and first rows; `?regel=` all of one, page by page."""
    actor, rule, verdict = _asked(request)
    shown = [one for one in verdict.rules if not rule or one.rule.id == rule]
    number, last = read_page(request.GET), 1
    if rule:
        last = max(1, -(-len(shown[0].found) // PAGE))
        if number > last:
            raise InputError(words("content.page_past_last", page=number, last=last))
    start, end = ((number - 1) * PAGE, number * PAGE) if rule else (0, FIRST)
    rows = {one.rule.id: one.found[start:end] for one in shown}
    titles = titles_of({found.initiative for of in rows.values() for found in of})
    asked = _query(actor, rule)
    context = {
        "verdict": verdict,
        "actor": actor,
        "rule": rule,
        "shown": [_shown(one, rows[one.rule.id], titles, actor) for one in shown],
        "number": number,
        "pages": last,
        "previous": _page(actor, rule, number - 1) if number > 1 else "",
        "next": _page(actor, rule, number + 1) if number < last else "",
        "all_rules": reverse("quality") + _query(actor, ""),
        "files": [(form, reverse("quality-file", args=[form]) + asked) for form in FORMS],
        "ways": ways("quality"),
        "trail": register_trail(*_trail(actor, rule)),
    }
    return render(request, "register/quality.html", context)


def quality_file(request: HttpRequest, form: str) -> HttpResponse:
    """Every finding of the rules that are shown, as a file; the JSON names the rules' version."""
    actor, rule, verdict = _asked(request)
    rows = [row for one in verdict.rules if not rule or one.rule.id == rule for row in _plain(one)]
    meaning = {
        "rules_version": verdict.version,
        "initiatives": verdict.number,
        "completeness_per_cent": verdict.completeness,
    }
    name = words("register.way_quality").lower()
    return data_file(form, Data(name, COLUMNS, rows, _query(actor, rule)[1:], meaning))


def _asked(request: HttpRequest) -> tuple[Actor | None, str, Verdict]:
    id_ = request.GET.get("aktor", "")
    rule = read_one_of("regel", request.GET, register_rules())
    actor = Actor.objects.filter(pk=id_).first() if id_ else None
    if id_ and actor is None:
        raise UnknownName("actor", id_[:80], Actor.objects.values_list("id", flat=True))
    return actor, rule, verdict_on_actor(actor.id) if actor else verdict_on_all()


def _shown(one: OfRule, rows: object, titles: object, actor: Actor | None) -> dict[str, object]:
    return {
        "rule": one.rule,
        "title": one.title,
        "severity": words(f"register.severity_{one.rule.severity}"),
        "count": len(one.found),
        "rows": [(found, titles.get(found.initiative)) for found in rows],  # type: ignore[attr-defined]
        "address": reverse("quality") + _query(actor, one.rule.id),
    }


def _plain(one: OfRule) -> Iterator[Plain]:
    for found in one.found:
        yield {
            "rule": one.rule.id,
            "severity": one.rule.severity,
            "title_sv": one.title.sv,
            "title_en": one.title.en,
            "initiative": found.initiative,
            "sentence_sv": found.sentence.sv,
            "sentence_en": found.sentence.en,
        }


def _query(actor: Actor | None, rule: str) -> str:
    pairs = [("aktor", actor.id)] if actor else []
    pairs += [("regel", rule)] if rule else []
    return f"?{urlencode(pairs)}" if pairs else ""


def _page(actor: Actor | None, rule: str, number: int) -> str:
    return f"{reverse('quality')}{_query(actor, rule)}&sida={number}"


def _trail(actor: Actor | None, rule: str) -> Iterator[Link]:
    above = Link(words("register.way_quality"), reverse("quality"))
    if actor is None and not rule:
        yield Link(above.text)
        return
    yield above
    if actor is not None:
        yield Link(in_language(actor.name), reverse("quality") + _query(actor, "") if rule else "")
    if rule:
        yield Link(in_language(title_of(register_rules()[rule])))
