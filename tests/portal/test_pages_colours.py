"""Contrast of text and marks in light and dark, computed from the custom properties (WCAG 2.2)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samlad.portal import settings

FOUNDATION = Path(settings.HERE, "static", "css", "foundation.css").read_text(encoding="utf-8")
LIGHT, DARK = FOUNDATION.split("@media (prefers-color-scheme: dark)", 1)
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")

light = dict(COLOUR.findall(LIGHT))
dark = light | dict(COLOUR.findall(DARK.split("*, *::before")[0]))
TEXT = 4.5
MARK = 3.0


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """1–21. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 6) == 21


@pytest.mark.parametrize("scheme", [light, dark], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "surface-deep"])
@pytest.mark.parametrize("text", ["ink", "muted", "link", "link-strong", "toward", "away", "wrong"])
def test_text_can_be_read(scheme: dict[str, str], ground: str, text: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= TEXT


@pytest.mark.parametrize("scheme", [light, dark], ids=["light", "dark"])
def test_text_on_deep_ground_can_be_read(scheme: dict[str, str]) -> None:
    assert contrast(scheme["on-deep"], scheme["deep"]) >= TEXT
    assert contrast(scheme["on-deep-muted"], scheme["deep"]) >= TEXT
    assert contrast("#132527", scheme["accent"]) >= TEXT  # the button of the hero


@pytest.mark.parametrize("scheme", [light, dark], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(1, 7))
def test_lines_of_charts_and_their_names_stand_out(scheme: dict[str, str], number: int) -> None:
    assert contrast(scheme[f"series-{number}"], scheme["paper"]) >= TEXT


@pytest.mark.parametrize("scheme", [light, dark], ids=["light", "dark"])
def test_edges_of_fields_stand_out(scheme: dict[str, str]) -> None:
    for ground in ("paper", "surface"):
        assert contrast(scheme["line-strong"], scheme[ground]) >= MARK


@pytest.mark.parametrize("scheme", [light, dark], ids=["light", "dark"])
def test_classes_of_maps_go_one_way_in_clear_steps(scheme: dict[str, str]) -> None:
    steps = [luminance(scheme[f"class-{number}"]) for number in range(1, 6)]
    assert steps == sorted(steps, reverse=scheme is light)
    for number in range(1, 5):
        assert contrast(scheme[f"class-{number}"], scheme[f"class-{number + 1}"]) >= 1.3
