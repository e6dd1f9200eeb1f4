"""A Chromium for the journeys: the one that is here, or one that we may install."""

import os
import shutil
from pathlib import Path

from tools import machine

VARIABLE = "ALONGSIDE_CHROMIUM"
SHELL = "chromium-headless-shell"
"""The same engine without windows and menus that nobody sees: a journey takes less than half of the work in it."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
MISSING = (
    "The journeys need Chromium, and none was found. On Debian: sudo apt install chromium. Elsewhere\n"
    f"install Chrome or Chromium, or set {VARIABLE} to the program's path. To leave the journeys out:\n"
    "python3 run.py test --no-browser"
)


def find(*, lighter: bool = False) -> str | None:
    """The path of a Chromium, installing Debian's when we may; None when there is no way to one.

    `lighter`: install the one without windows where a larger one is all there is; what is there will do otherwise.
    """
    if lighter and not os.environ.get(VARIABLE) and not shutil.which(SHELL) and machine.may_install():
        machine.install(SHELL)
    return _present() or (_present() if machine.may_install() and machine.install("chromium") else None)


def _present() -> str | None:
    if chosen := os.environ.get(VARIABLE):
        return chosen if Path(chosen).exists() else None
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or next((place for place in PLACES if Path(place).exists()), None)
