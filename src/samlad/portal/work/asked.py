"""What the pages of the work share: who asks, what a form of ours sent, the way back, refusals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samlad.portal.accounts.models import Account
from samlad.portal.navigation import Link
from samlad.portal.register.models import Initiative
from samlad.portal.register.written import with_plain_lines
from samlad.portal.wording import words


def account_of(request: HttpRequest) -> Account:
    """The account that is signed in."""
    assert isinstance(request.user, Account)
    return request.user


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number that a form of ours sends; -1, which nothing has, when it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def page_in(request: HttpRequest, name: str) -> int:
    """The page that is asked for; the first where it is no number."""
    text = request.GET.get(name, "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def reason_in(request: HttpRequest) -> str:
    """The reason for a step, as it was written."""
    return with_plain_lines(request.POST.get("skal", "")).replace("\0", "").strip()[:2_000]


def work_trail(*links: Link) -> list[Link]:
    """The way from the first page of the work."""
    return [Link(words("work.title"), reverse("work")), *links]


def refused(request: HttpRequest, sentence: str, address: str) -> HttpResponse:
    """409: the step does not fit where the thing stands now; why, and the way back to it."""
    context = {"sentence": sentence, "address": address}
    return render(request, "work/not_now.html", context, status=409)


def address_of(name: str, found: Initiative) -> str:
    """The address of a page of an initiative."""
    return reverse(name, args=[found.pk])
