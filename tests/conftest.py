"""What several test files share."""

import contextlib
import importlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sealing
from browsers import find_chromium
from hosts import says_how_it_is_written
from hypothesis import settings

# before any test is read; a process that a test starts has no more than the test
os.environ[sealing.LEVEL] = "none"
sealing.seal()

# a machine that has other work to do is no fault of what is tested
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# folium brings it, and it asks for a socket when it is imported: once, here, for no test
importlib.import_module("urllib3")

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "korea_map" / "webmap" / "templates" / "js"


@pytest.fixture(scope="session", autouse=True)
def _away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run every test outside the checkout: what it writes by mistake is thrown away."""
    with contextlib.chdir(tmp_path_factory.mktemp("away")):
        yield


@pytest.fixture(autouse=True)
def _sockets(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a test have the sockets that its marks say, and no attempt at another."""
    marks = {mark.name for mark in request.node.iter_markers()}
    # there the pipes between processes are sockets
    loopback = "loopback" in marks or ("browser" in marks and sys.platform == "win32")
    level = "open" if "network" in marks else "loopback" if loopback else "none"
    monkeypatch.setenv(sealing.LEVEL, level)
    sealing.refused.clear()
    yield
    assert sealing.refused == []


@pytest.fixture
def small_data(tmp_path: Path) -> Path:
    """A small valid data folder of its own, to break."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "tests" / "small", folder)
    shutil.copy(ROOT / "data" / "datapackage.json", folder)
    shutil.copytree(ROOT / "data" / "basemap", folder / "basemap")
    return folder


@pytest.fixture
def edit(small_data) -> Callable[..., None]:
    """Put one text of a file of the small data in the place of another, which is there once."""

    def replace(name: str, old: str, new: str) -> None:
        path = small_data / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def bare_data(small_data) -> Path:
    """The small data without what a document may leave out: plans, walk and words."""
    for name in ("plans.csv", "steps.csv"):
        (small_data / name).unlink()
    shutil.rmtree(small_data / "words")
    return small_data


@pytest.fixture
def fill_disk(monkeypatch) -> Callable[[str], None]:
    """Let the disk be full when a file is written whose name has a word in it."""
    from korea_map.outputs import _Writing

    write = _Writing._stage

    def fail_at(word: str) -> None:
        def write_or_fail(writing, piece, content: bytes) -> None:
            if word in piece.target.name:
                raise OSError(28, "No space left on device")
            write(writing, piece, content)

        monkeypatch.setattr(_Writing, "_stage", write_or_fail)

    return fail_at


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a build."""
    from korea_map.webmap import build_map, render_files

    folder = tmp_path_factory.mktemp("site")
    for name, text in render_files(build_map()).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export of the document."""
    import korea_map

    folder = tmp_path_factory.mktemp("exported")
    korea_map.export(to=folder)
    return folder


FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    # whoever is asked for but this machine is unknown
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, or else playwright's own, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site, request):
    """Open a file in a tab without a network; at the end nothing must have gone wrong there.

    `visit(path, tail="#step=3", size=(1440, 900), **context)` gives a playwright page; `first` is
    a script that runs before all others.
    A console message of any kind, an uncaught error or a request to anything but the files
    themselves fails the test. The last tab is kept as a picture where the test fails.
    """
    contexts, complaints = [], []

    def open_tab(
        path=None, *, tail="", size=(1440, 900), wait=True, patience=10_000, first="", **options
    ):
        options = {"locale": "en-GB", "offline": True, **options}
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, accept_downloads=True, **options
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(patience)
        if first:
            tab.add_init_script(first)
        request.node.tab = tab
        tab.on("console", lambda message: complaints.append(f"console: {message.text}"))
        tab.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (complaints.append("dialog"), dialog.dismiss()))
        tab.on("request", lambda sent: complaints.append(sent.url) if leaves(sent.url) else None)
        path = path or site / "korea_map.html"
        assert says_how_it_is_written(path), f"{path.name} has no character set: use write_host"
        tab.goto(path.as_uri() + tail)
        if wait and options.get("java_script_enabled", True):
            tab.wait_for_function("() => window.koreaMap?.page !== undefined")
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


class Tab:
    """A tab with some rooms; `call("units.write", 1000, "km")` calls what one gives."""

    def __init__(self, page):
        self.page = page

    def run(self, script, argument=None):
        return self.page.evaluate(script, argument)

    def call(self, name, *arguments):
        return self.run(f"given => koreaMap.{name}(...given)", list(arguments))

    def speak(self, words, language="en"):
        """Give the tab its words, by language, and the language it speaks."""
        self.run("words => koreaMap.i18n.load(words)", words)
        self.run("tag => koreaMap.i18n.use(tag)", language)
        return self


@pytest.fixture(scope="session")
def blank(chromium):
    """One tab for all; what is opened in it begins anew."""
    context = chromium.new_context(locale="en-GB", offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def enter(blank):
    """Open an empty tab with the named rooms and all that they need; nothing may go wrong there."""
    complaints = []

    def complain(of):
        complaints.append(getattr(of, "text", str(of)))

    def open_tab(*rooms):
        from korea_map.webmap.rooms import assemble_rooms

        blank.goto("about:blank")
        assert blank.evaluate("window.koreaMap") is None
        blank.add_script_tag(content=assemble_rooms(ROOMS, rooms))
        return Tab(blank)

    for kind in ("pageerror", "console"):
        blank.on(kind, complain)
    yield open_tab
    for kind in ("pageerror", "console"):
        blank.remove_listener(kind, complain)
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
