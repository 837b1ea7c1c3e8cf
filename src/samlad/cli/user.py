"""`samlad user`: accounts of those who work in the register, from the machine it runs on."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from samlad.cli.opening import add_data, open_register
from samlad.errors import InputError, UnknownName

if TYPE_CHECKING:
    from samlad.portal.accounts.changing import Scope
    from samlad.portal.accounts.models import Account

ROLES = ("reader", "reporter", "editor", "publisher", "administrator")
#: Who does what the command line does, in the audit chain.
BY = "system"


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("user", help="accounts of those who work in the register")
    verbs = parser.add_subparsers(required=True, metavar="verb")
    adding = _verb(verbs, "add", "make an account", _add)
    adding.add_argument("name", help="what is typed to sign in")
    adding.add_argument("--role", required=True, choices=ROLES)
    adding.add_argument("--full-name", default="", metavar="NAME", help="the person's name")
    adding.add_argument("--email", default="", metavar="ADDRESS")
    adding.add_argument(
        "--actor", action="append", default=[], metavar="ID", help="of a reporter; can be repeated"
    )
    adding.add_argument(
        "--area", action="append", default=[], metavar="ID", help="of an editor (all of them)"
    )
    adding.add_argument(
        "--link", action="store_true", help="print a one-time link instead of asking a password"
    )
    _verb(verbs, "list", "all accounts", _list)
    link = _verb(verbs, "link", "a new one-time link to set a password", _link)
    link.add_argument("name")
    link.add_argument(
        "--without-second-factor", action="store_true", help="it is set up anew at the next sign-in"
    )
    linking = _verb(verbs, "link-openid", "let somebody of the provider sign in", _link_openid)
    linking.add_argument("name")
    linking.add_argument("subject", help="who they are to the provider of SAMLAD_OPENID")
    unlinking = _verb(verbs, "unlink-openid", "and no longer; ends the sessions", _unlink_openid)
    unlinking.add_argument("name")
    _verb(verbs, "close", "end an account and its sessions", _close).add_argument("name")


def run(arguments: argparse.Namespace) -> int:
    """Do it on the register of the data folder; only `add` may be the first thing done there."""
    if open_register(arguments.data, may_be_new=arguments.do is _add):
        from samlad.portal.database import prepare_database

        prepare_database()
    code: int = arguments.do(arguments)
    return code


def _verb(verbs: Any, name: str, help_: str, do: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_)
    add_data(parser)
    parser.set_defaults(run=run, do=do)
    return parser


def _add(arguments: argparse.Namespace) -> int:
    from samlad.portal.accounts.changing import NAME, make_account, set_password
    from samlad.portal.accounts.models import Account

    name = arguments.name.strip().lower()
    if not NAME.fullmatch(name):
        raise InputError(f"'{arguments.name}': is no name; use letters, digits, and . _ - between")
    if Account.objects.filter(name=name).exists():
        raise InputError(f"'{name}': has an account; 'samlad user link {name}' renews its password")
    scope = _scope(arguments)
    password = "" if arguments.link else _password(name, arguments.full_name)
    account = make_account(BY, name, arguments.full_name or name, arguments.email, scope)
    if arguments.link:
        _print_link(account)
    else:
        set_password(account, password)
        print(f"{name} can sign in at /konto/logga-in/")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from samlad.portal.accounts.changing import told
    from samlad.portal.accounts.models import Account

    for account in Account.objects.all():
        what = told(account)
        of = ", ".join([*what["actors"], *what["areas"], *(["all areas"] * what["has_all_areas"])])
        print(f"{account.name}\t{account.role}\t{of}\t{'' if account.is_active else 'closed'}")
    return 0


def _link(arguments: argparse.Namespace) -> int:
    from samlad.portal.accounts.factors import remove_all

    account = _account(arguments.name)
    if arguments.without_second_factor:
        remove_all(BY, account)
    _print_link(account)
    return 0


def _link_openid(arguments: argparse.Namespace) -> int:
    from samlad.portal.accounts.factors import link_openid
    from samlad.portal.accounts.models import OpenIdLink
    from samlad.portal.accounts.openid.current import provider

    issuer, account, subject = (
        provider().issuer,
        _account(arguments.name),
        arguments.subject.strip(),
    )
    if not 0 < len(subject) <= 255:
        raise InputError("SUBJECT: is empty or over 255 characters; write it as the provider does")
    for link in OpenIdLink.objects.filter(issuer=issuer).select_related("account"):
        if account.pk == link.account_id:
            raise InputError(
                f"'{account.name}': is linked already; 'samlad user unlink-openid {account.name}' "
                "takes that away"
            )
        if subject == link.subject:
            raise InputError(f"'{subject}': is linked to {link.account.name}; unlink that first")
    link_openid(BY, account, issuer, subject)
    print(f"{account.name} can sign in as '{subject}' of {issuer}")
    return 0


def _unlink_openid(arguments: argparse.Namespace) -> int:
    from samlad.portal.accounts.factors import unlink_openid
    from samlad.portal.accounts.openid.current import provider

    issuer, account = provider().issuer, _account(arguments.name)
    if not unlink_openid(BY, account, issuer):
        raise InputError(f"'{account.name}': is not linked to {issuer}; nothing is changed")
    print(f"{account.name} can no longer sign in by {issuer}")
    return 0


def _close(arguments: argparse.Namespace) -> int:
    from samlad.portal.accounts.changing import Scope, change_account, told
    from samlad.portal.accounts.roles import AccountRole

    account = _account(arguments.name)
    what = told(account)
    change_account(
        BY,
        account,
        full_name=account.full_name,
        email=account.email,
        scope=Scope(
            AccountRole(account.role), what["actors"], what["areas"], what["has_all_areas"]
        ),
        is_active=False,
    )
    print(f"{account.name} is closed")
    return 0


def _account(name: str) -> Account:
    from samlad.portal.accounts.models import Account

    account = Account.objects.filter(name=name.strip().lower()).first()
    if account is None:
        raise UnknownName("account", name, Account.objects.values_list("name", flat=True))
    return account


def _scope(arguments: argparse.Namespace) -> Scope:
    from samlad.catalogue import policy_areas
    from samlad.portal.accounts.changing import Scope
    from samlad.portal.accounts.roles import FOR_ACTORS, AccountRole
    from samlad.portal.register.models import Actor

    role = AccountRole(arguments.role)
    _known("actor", arguments.actor, list(Actor.objects.values_list("id", flat=True)))
    _known("policy area", arguments.area, list(policy_areas()))
    if role in FOR_ACTORS and not arguments.actor:
        raise InputError(f"--role {role}: needs an actor; name it with --actor, such as boverket")
    if arguments.actor and role not in FOR_ACTORS:
        raise InputError(
            f"--actor: limits no {role}; only {' and '.join(sorted(FOR_ACTORS))} have actors"
        )
    if arguments.area and role != AccountRole.EDITOR:
        raise InputError(f"--area: limits no {role}; only an editor has policy areas")
    return Scope(
        role,
        arguments.actor if role in FOR_ACTORS else [],
        arguments.area if role == AccountRole.EDITOR else [],
        has_all_areas=role == AccountRole.EDITOR and not arguments.area,
    )


def _known(kind: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownName(kind, name, known)


def _password(name: str, full_name: str) -> str:
    """Asked twice at a terminal, else read from standard input."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from samlad.portal.accounts.models import Account

    if sys.stdin.isatty():
        password = getpass.getpass("Password (at least 15 characters): ")
        if getpass.getpass("Again: ") != password:
            raise InputError("the two passwords are not the same; try again")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, Account(name=name, full_name=full_name))
    except ValidationError as error:
        raise InputError(f"password: {' '.join(error.messages)}") from None
    return password


def _print_link(account: Account) -> None:
    from django.urls import reverse

    from samlad.portal.accounts.links import LASTS, new_link

    address = reverse("welcome", args=[new_link(BY, account)])
    print(f"{account.name} sets a password at {address} within {LASTS.days} days; it works once")
