"""An office at work: a Samlad of its own with its people, and what they do at the keyboard."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
from playwright.sync_api import Page, expect

from tests.browser.serving import free_port, wait_until_served
from tests.browser.test_every_page import violations
from tests.work.people import PASSWORD


@dataclass
class Office:
    """A Samlad of its own, with the links by which its people set their passwords."""

    address: str
    links: dict[str, str]
    data: Path

    def samlad(self, *arguments: str, **environment: str) -> str:
        return samlad(self.data, *arguments, **environment)


def samlad(data: Path, *arguments: str, **environment: str) -> str:
    """What the command says."""
    command = [sys.executable, "-m", "samlad", *arguments, "--data", str(data)]
    kept = os.environ | environment
    return subprocess.run(command, capture_output=True, text=True, check=True, env=kept).stdout


@contextmanager
def office_of(
    data: Path, people: dict[str, tuple[str, ...]], **environment: str
) -> Iterator[Office]:
    """Make the accounts (name → scope as typed), serve, and stop."""
    links = {}
    for name, scope in people.items():
        full = f"{name.title()} Prov"
        out = samlad(
            data, "user", "add", name, "--full-name", full, "--link", *scope, **environment
        )
        links[name] = re.search(r"(/konto/valkommen/\S+)", out)[1]
    port, log = free_port(), data / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "samlad", "serve", "--port", str(port), "--data", str(data)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_served(address, process, log)
        yield Office(address, links, data)
    finally:
        process.terminate()
        process.wait(timeout=20)


def press(page: Page, role: str, name: str) -> None:
    """Go to the button or link by its name and press Enter, as by keyboard."""
    target = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    target.focus()
    enter(page)


def enter(page: Page) -> None:
    """Press Enter, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write_in(page: Page, label: str, text: str) -> None:
    """Go to the field by its label and type."""
    page.get_by_label(label, exact=True).first.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def clean(page: Page, scripts: bool) -> None:
    """Nothing for axe to find; it needs scripts."""
    if scripts:
        assert violations(page) == []


def choose_password(page: Page, link: str, scripts: bool) -> None:
    page.goto(link)
    clean(page, scripts)
    write_in(page, "Nytt lösenord", PASSWORD)
    write_in(page, "Samma lösenord en gång till", PASSWORD)
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")


def sign_in(page: Page, name: str, scripts: bool) -> None:
    page.goto("/arbete/")
    clean(page, scripts)
    assert page.context.cookies() == []
    write_in(page, "Användarnamn", name)
    write_in(page, "Lösenord", PASSWORD)
    enter(page)


def come_in_twice_proven(page: Page, name: str, office: Office, scripts: bool) -> str:
    """A publisher also sets up a second factor, and keeps its secret."""
    choose_password(page, office.links[name], scripts)
    sign_in(page, name, scripts)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skaffa en andra faktor")
    clean(page, scripts)
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    write_in(page, "Kod", pyotp.TOTP(secret).now())
    enter(page)
    expect(page.locator(".codes li")).to_have_count(10)
    clean(page, scripts)
    press(page, "link", "Jag har sparat dem, fortsätt")
    clean(page, scripts)
    return secret
