"""A slow answer from before stands while it is worked out anew; a quick one is never old."""

from __future__ import annotations

import threading

import pytest

from samlad.portal import kept_behind as module
from samlad.portal.kept_behind import Answers, kept_behind


@pytest.fixture
def editions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands, named by the last of them."""
    told = ["first"]
    monkeypatch.setattr(module, "edition", lambda: told[-1])
    return told


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOW", -1.0)


def test_it_is_asked_once_while_nothing_changes(editions: list[str]) -> None:
    asked: list[str] = []
    answers = Answers(lambda name: asked.append(name) or len(asked), 2)
    assert [answers.of("a"), answers.of("b"), answers.of("a")] == [1, 2, 1]
    editions.append("second")
    assert answers.of("a") == 3, "what is quick is asked at once"
    answers.of("c")
    assert answers.of("a") == 3 and answers.of("b") == 5, "b was asked for longest ago"


@pytest.mark.usefixtures("slow")
def test_nobody_waits_for_a_slow_one_and_it_is_worked_out_once(editions: list[str]) -> None:
    go, done, asked = threading.Event(), threading.Event(), []

    def ask() -> str:
        asked.append(editions[-1])
        if len(asked) > 1:
            go.wait(10)
            threading.Timer(0.01, done.set).start()
        return editions[-1]

    answers = Answers(ask, 2)
    assert answers.of() == "first"
    editions.append("second")
    assert [answers.of(), answers.of()] == ["first", "first"]
    go.set()
    assert done.wait(10)
    wait_for(lambda: answers.of() == "second")
    assert asked == ["first", "second"]


@pytest.mark.usefixtures("slow")
def test_what_changed_meanwhile_is_worked_out_too(editions: list[str]) -> None:
    go = threading.Event()

    def ask() -> str:
        now = editions[-1]
        if now == "second":
            go.wait(10)
        return now

    answers = Answers(ask, 2)
    answers.of()
    editions.append("second")
    answers.of()
    editions.append("third")
    assert answers.of() == "first"
    go.set()
    wait_for(lambda: answers.of() == "third")


@pytest.mark.usefixtures("slow")
def test_an_answer_that_fails_leaves_the_one_before_and_is_tried_again(
    editions: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    def ask() -> str:
        tried.append(editions[-1])
        if len(tried) == 2:
            raise RuntimeError
        return editions[-1]

    answers = Answers(ask, 2)
    answers.of()
    editions.append("second")
    wait_for(lambda: answers.of() == "second")
    assert tried == ["first", "second", "second"]
    assert "the one before it stands" in caplog.text


def test_a_fault_of_the_first_is_the_askers(editions: list[str]) -> None:
    @kept_behind(most=1)
    def ask(divisor: int) -> float:
        return 1 / divisor

    with pytest.raises(ZeroDivisionError):
        ask(0)
    assert ask(2) == 0.5


def wait_for(holds) -> None:
    for _ in range(500):
        if holds():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never came")
