"""The long texts of the pages: Markdown from the definitions to HTML, with places to link to.

A heading may end in `{#name}`, which becomes its id. No HTML of the text's own is let through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from samlad.catalogue import prose
from samlad.portal.wording import language

_ID = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")


def prose_html(name: str, **values: str) -> SafeString:
    """The long text of that name in the page's language, `{key}` filled from the values."""
    return _html(name, language(), tuple(values.items()))


@cache
def _html(name: str, in_language: str, values: tuple[tuple[str, str], ...]) -> SafeString:
    text = prose(name)[in_language]
    for key, value in values:
        text = text.replace(f"{{{key}}}", value)
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(text)
    _name_headings(tokens)
    return mark_safe(markdown.renderer.render(tokens, markdown.options, {}))


def _name_headings(tokens: Sequence[Token]) -> None:
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open" or not inline.children:
            continue
        last = inline.children[-1]
        if found := _ID.search(last.content):
            opening.attrSet("id", found[1])
            last.content = last.content[: found.start()]
