"""Who may do what: one table, role × action → whose initiatives. All pages ask it, and no other.

Own is, for readers and reporters, what one of the account's actors answers for or leads; for
editors, what lies in one of the account's policy areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.http import Http404

from samlad.portal.accounts.models import Account
from samlad.portal.accounts.roles import FOR_ACTORS, AccountRole
from samlad.portal.content.words import word
from samlad.portal.register.contents import Content
from samlad.portal.register.models import Initiative
from samlad.portal.register.words import ParticipationRole
from samlad.portal.wording import in_language, words
from samlad.portal.work.faults import MayNot

#: The roles by which an initiative is an actor's own.
ANSWERING = (ParticipationRole.ACCOUNTABLE, ParticipationRole.LEAD)


class Action(StrEnum):
    """What can be done in the register. Writing is also to submit, take back and throw away."""

    READ = "read"
    WRITE = "write"
    REPORT = "report"
    SEND_BACK = "send-back"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    KEEP_ACTORS = "keep-actors"
    KEEP_ACCOUNTS = "keep-accounts"


class Reach(StrEnum):
    """Whose initiatives an action reaches."""

    NONE = "none"
    OWN = "own"
    ALL = "all"


_ROLES = tuple(AccountRole)
_READER, _REPORTER, _EDITOR, _PUBLISHER, _ADMINISTRATOR = _ROLES


def _row(
    reader: str, reporter: str, editor: str, publisher: str, administrator: str
) -> Mapping[AccountRole, Reach]:
    given = (reader, reporter, editor, publisher, administrator)
    return dict(zip(_ROLES, map(Reach, given), strict=True))


#: In the order of the roles: reader, reporter, editor, publisher, administrator.
REACH: Mapping[Action, Mapping[AccountRole, Reach]] = {
    Action.READ: _row("own", "own", "own", "all", "all"),
    Action.WRITE: _row("none", "own", "own", "all", "all"),
    Action.REPORT: _row("none", "own", "own", "all", "all"),
    Action.SEND_BACK: _row("none", "none", "own", "all", "all"),
    Action.PUBLISH: _row("none", "none", "none", "all", "all"),
    Action.WITHDRAW: _row("none", "none", "none", "all", "all"),
    Action.KEEP_ACTORS: _row("none", "none", "none", "all", "all"),
    Action.KEEP_ACCOUNTS: _row("none", "none", "none", "none", "all"),
}


def reach(account: Account, action: Action) -> Reach:
    """Whose initiatives the action reaches for this account."""
    return REACH[action][AccountRole(account.role)]


def may(account: Account, action: Action, initiative: Initiative) -> bool:
    """Whether the account may do this to that initiative."""
    reached = reach(account, action)
    return reached == Reach.ALL or (reached == Reach.OWN and is_own(account, initiative))


def is_own(account: Account, initiative: Initiative) -> bool:
    """Whether the initiative is the account's own."""
    return within_reach(account, Reach.OWN).filter(pk=initiative.pk).exists()


def within(account: Account, action: Action) -> QuerySet[Initiative]:
    """All initiatives that the account may do this to."""
    return within_reach(account, reach(account, action))


def readable(account: Account) -> QuerySet[Initiative]:
    """All initiatives that the account may read: those that everybody may, and its own."""
    own = within(account, Action.READ).order_by().values("pk")
    public = Initiative.objects.public().order_by().values("pk")
    return Initiative.objects.filter(Q(pk__in=own) | Q(pk__in=public))


def out_of_reach(account: Account, document: Content) -> str:
    """The key of the sentence for a document that would lie outside what the account may write,
    empty where it does not: nobody writes an initiative out of their own reach, or into it.
    """
    if account.role in FOR_ACTORS:
        own = set(account.actor_links.values_list("actor_id", flat=True))
        answering = {e["actor"] for e in document["participations"] if e["role"] in ANSWERING}
        return "" if own & answering else "work.not_your_actor"
    if account.role == AccountRole.EDITOR and not account.has_all_areas:
        areas = set(account.area_links.values_list("area", flat=True))
        return "" if areas & set(document["areas"]) else "work.not_your_area"
    return ""


def within_reach(account: Account, reached: Reach) -> QuerySet[Initiative]:
    """The initiatives of that reach."""
    rows = Initiative.objects.all()
    if reached == Reach.ALL or (reached == Reach.OWN and account.has_all_areas):
        return rows
    if reached == Reach.NONE:
        return rows.none()
    if account.role in FOR_ACTORS:
        actors = account.actor_links.values("actor_id")
        own = Q(participations__actor__in=actors, participations__role__in=ANSWERING)
        return rows.filter(pk__in=rows.order_by().filter(own).values("pk"))
    areas = account.area_links.values("area")
    return rows.filter(pk__in=rows.order_by().filter(area_links__area__in=areas).values("pk"))


def initiative_for(account: Account, id_: str) -> Initiative:
    """The initiative, for its page of work. Raises Http404 when the account may not read it, so
    that nobody learns what others have in work.
    """
    found = within(account, Action.READ).select_related("draft").filter(pk=id_).first()
    if found is None:
        raise Http404
    return found


def require(account: Account, action: Action, initiative: Initiative) -> None:
    """Raises MayNot when the account may read the initiative but not do this."""
    if not may(account, action, initiative):
        raise may_not(account, action)


def require_anywhere(account: Account, action: Action) -> None:
    """Raises MayNot when the account may do this to nothing at all."""
    if reach(account, action) == Reach.NONE:
        raise may_not(account, action)


def may_not(account: Account, action: Action) -> MayNot:
    """That the account may not do it, and the roles that may."""
    roles = [
        words("work.role_for_own", role=_role(role)) if reached == Reach.OWN else _role(role)
        for role, reached in REACH[action].items()
        if reached != Reach.NONE
    ]
    return MayNot(words("work.may_not", role=_role(account.role), roles=", ".join(roles)))


def _role(role: str) -> str:
    return in_language(word("accounts.role", role)).lower()
