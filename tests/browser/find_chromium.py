"""Finds a Chromium for the browser tests, or installs Debian's when told to and allowed to.

Run as a script before the tests: `python tests/browser/find_chromium.py --install`.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """Path of a browser: SAMLAD_CHROMIUM if set, else the first one found on the PATH."""
    named = os.environ.get("SAMLAD_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Install Debian's chromium; quietly does nothing where that is not possible."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update"], install):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    if find_chromium() is None and "--install" in sys.argv:
        print("No browser found: installing chromium for the browser tests.")
        install_chromium()
    path = find_chromium()
    print(
        f"Browser tests use {path}."
        if path
        else "Browser tests are left out: no Chromium was found and it may not be installed here; "
        "install chromium, or set SAMLAD_CHROMIUM to its path."
    )
