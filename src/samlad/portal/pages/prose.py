"""The long texts of the pages: Markdown from the definitions to HTML, with places to link to.

A heading may end in `{#name}`, which becomes its id. No HTML of the text's own is let through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from samlad.catalogue import prose
from samlad.portal.wording import language

_ID = re.compile(r"\s*\{#([a-z0-9-]+)\}\s*$")


def prose_html(name: str) -> SafeString:
    """The long text of that name in the page's language."""
    return _html(name, language())


@cache
def _html(name: str, in_language: str) -> SafeString:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(prose(name)[in_language])
    _name_headings(tokens)
    html = markdown.renderer.render(tokens, markdown.options, {})
    table = '<div class="table-scroll" role="group" tabindex="0"><table>'
    html = html.replace("<table>", table).replace("</table>", "</table></div>")
    return mark_safe(html)


def _name_headings(tokens: Sequence[Token]) -> None:
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if opening.type != "heading_open" or not inline.children:
            continue
        last = inline.children[-1]
        if found := _ID.search(last.content):
            opening.attrSet("id", found[1])
            last.content = last.content[: found.start()]
