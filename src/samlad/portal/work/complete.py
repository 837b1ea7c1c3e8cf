"""Whether a document holds what it must before it is published, and nothing that is wrong."""

from __future__ import annotations

from samlad.portal.register.contents import Content, dangling
from samlad.portal.register.entries import Wrong, wrong_anywhere
from samlad.portal.register.words import ParticipationRole
from samlad.portal.wording import words
from samlad.portal.work.faults import NotNow


def missing(content: Content) -> list[str]:
    """What a document must have before it is published and has not, and what is wrong with what
    it has, in words.
    """
    roles = {entry["role"] for entry in content["participations"]}
    needs = {
        "work.missing_title": bool(content["title_sv"]),
        "work.missing_kind": bool(content["kind"]),
        "work.missing_accountable": ParticipationRole.ACCOUNTABLE in roles,
    }
    lacking = [words(key) for key, is_there in needs.items() if not is_there]
    lacking += [words("work.unknown_name", name=id_) for id_ in dangling(content)]
    return lacking + [_said(part, wrong) for part, wrong in wrong_anywhere(content)]


def _said(part: str, wrong: Wrong) -> str:
    where = f"{words(f'work.{part}_row')} {wrong.position + 1}"
    return f"{where}: {words(wrong.key, **wrong.words)}"


def refuse_incomplete(content: Content) -> None:
    """Raises NotNow, which names all of it, when anything is."""
    lacking = missing(content)
    if lacking:
        raise NotNow(" ".join(lacking))
