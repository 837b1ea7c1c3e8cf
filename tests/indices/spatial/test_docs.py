"""docs/indices-spatial.md names all that is public, and its example runs."""

import re
from pathlib import Path

import pytest

from samlad.indices import scale, spatial

MANUAL = (Path(__file__).parents[3] / "docs" / "indices-spatial.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*spatial.__all__, *scale.__all__])
def test_every_public_name_is_described(name: str) -> None:
    assert re.search(rf"`[^`]*\b{name}\b[^`]*`", MANUAL)


@pytest.mark.parametrize("kernel", spatial.KERNELS)
def test_every_kernel_is_described(kernel: str) -> None:
    assert f"`{kernel}`" in MANUAL


def test_the_examples_run_one_after_another() -> None:
    found: dict = {}
    for example in re.findall(r"```python\n(.*?)```", MANUAL, flags=re.S):
        exec(example, found)
    assert 0 < found["lived"].value("dissimilarity")[0] < 0.7
