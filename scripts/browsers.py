"""Which Chromium tests and measurements use."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the system's Chromium; None is the one that playwright installs, if it did."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def has_browser() -> bool:
    """Tell whether there is one."""
    if find_chromium():
        return True
    from pathlib import Path

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__":
    raise SystemExit(0 if has_browser() else 1)
