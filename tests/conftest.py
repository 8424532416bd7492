"""What several test files share."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A small valid data folder of its own, to break."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "small", folder)
    shutil.copy(ROOT / "data" / "datapackage.json", folder)
    shutil.copytree(ROOT / "data" / "basemap", folder / "basemap")
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a build."""
    from korea_map.webmap import build_map, render_files

    folder = tmp_path_factory.mktemp("site")
    for name, text in render_files(build_map()).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, started once."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path, "the browser tests need Chromium: sh scripts/require_browser.sh"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site, request):
    """Open a file in a tab without a network; at the end nothing must have gone wrong there.

    `visit(path, tail="#step=3", size=(1440, 900), **context)` gives a playwright page.
    A console message of any kind, an uncaught error or a request to anything but the files
    themselves fails the test. The last tab is kept as a picture where the test fails.
    """
    contexts, complaints = [], []

    def open_tab(path=None, *, tail="", size=(1440, 900), wait=True, patience=10_000, **options):
        options = {"locale": "en-GB", "offline": True, **options}
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, accept_downloads=True, **options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(patience)
        request.node.tab = tab
        tab.on("console", lambda message: complaints.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        tab.on("request", lambda sent: complaints.append(sent.url) if leaves(sent.url) else None)
        tab.goto((path or site / "korea_map.html").as_uri() + tail)
        if wait and options.get("java_script_enabled", True):
            tab.wait_for_function("() => window.koreaMap?.page !== undefined")
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


def leaves(url: str) -> bool:
    """Whether an address is anywhere but on this machine's disk or in the page itself."""
    return not url.startswith(("file:", "data:", "blob:", "about:"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Keep a picture of the tab where a browser test fails."""
    report = yield
    tab = getattr(item, "tab", None)
    if report.when == "call" and report.failed and tab is not None and not tab.is_closed():
        folder = ROOT / "tests" / "failures"
        folder.mkdir(exist_ok=True)
        safe = "".join(c if c.isalnum() else "-" for c in item.name)
        tab.screenshot(path=folder / f"{safe}.png")
    return report
