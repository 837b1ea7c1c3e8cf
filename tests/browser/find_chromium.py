"""Finds a Chromium for the browser tests."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """Path of a browser that starts: SAMLAD_CHROMIUM if set, else the first one on the PATH."""
    named = os.environ.get("SAMLAD_CHROMIUM")
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((path for path in found if path and starts(path)), None)


def starts(path: str) -> bool:
    """Whether the program runs at all: Ubuntu's chromium-browser is a sign to another shop."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0
