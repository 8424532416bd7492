"""How the package hangs together: one direction of imports, one list of public names."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import korea_map

PACKAGE = Path(korea_map.__file__).parent

# a module may import those of its own layer and of the layers above it
LAYERS = [
    {"chain", "credit", "errors", "dates"},
    {"model"},
    {
        "latex",
        "numerals",
        "patterns",
        "spreadsheets",
        "terminal",
        "texts",
        "files",
        "turns",
        "outputs",
    },
    {
        "edges",
        "geodesy",
        "facts",
        "comparisons",
        "lesson_facts",
        "lazy",
        "positions",
        "rounding",
        "sentences",
    },
    {"bibliography", "derived", "frames", "references", "schema", "sources", "toml"},
    {"fields", "tables", "words", "lesson_words"},
    {"gazetteer", "offered", "geography", "shapes", "languages", "proposals", "styles"},
    {"basemap", "distances", "document", "names", "walk"},
    {"given", "unpacking"},
    {"geonames", "names_in", "names_out", "rules", "zones"},
    {"coverage_curve", "dataset", "putting", "spans"},
    {"checks", "drafts", "moves"},
    {"webmap"},
    {"exports", "lesson", "reading", "service", "starter"},
    {"cli_common"},
    {"cli_coverage", "cli_export", "cli_lesson", "cli_names", "cli_read", "cli_serve"},
    {"cli"},
    {"__main__"},
]
LISTENING = PACKAGE / "service" / "listening.py"
LEVEL = {module: level for level, layer in enumerate(LAYERS) for module in layer}


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_names(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write imports from korea_map in full"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path):
    own = layer_of(path)
    for name in imported_names(path):
        top, _, rest = name.partition(".")
        if top == "korea_map" and rest:
            assert LEVEL[rest.split(".")[0]] <= LEVEL[own], f"{own} imports {name}"


def test_only_webmap_knows_folium():
    for path in modules():
        if layer_of(path) != "webmap":
            tops = {name.split(".")[0] for name in imported_names(path)}
            assert not tops & {"folium", "branca", "xstatic"}, path.name


def test_nothing_reaches_for_the_network():
    for path in modules():
        # parts of an address are no request
        names = [one for one in imported_names(path) if not one.startswith("urllib.parse")]
        tops = {name.split(".")[0] for name in names}
        asks = {"requests", "urllib", "http", "socket", "httpx", "aiohttp"}
        if path != LISTENING:
            assert not tops & asks, path.name
    # the one that has a socket waits at it, and goes nowhere
    used = {
        node.attr
        for node in ast.walk(ast.parse(LISTENING.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "socket"
    }
    assert used == {"AF_INET", "AF_INET6", "create_server", "socket"}


def test_only_the_door_of_the_service_knows_its_server():
    known = {
        "starlette": {"app"},
        "python_multipart": {"app"},
        "uvicorn": {"connection", "listening"},
    }
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        later = {
            id(node)
            for block in ast.walk(tree)
            if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
            for node in ast.walk(block)
        }
        for node in ast.walk(tree):
            if id(node) in later or not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            for name in [getattr(node, "module", None), *(one.name for one in node.names)]:
                of = known.get((name or "").split(".")[0])
                assert of is None or (layer_of(path) == "service" and path.stem in of), path.name


def test_only_the_command_line_prints_or_exits():
    for path in modules():
        if layer_of(path) in (
            "cli",
            "cli_common",
            "cli_coverage",
            "cli_export",
            "cli_lesson",
            "cli_names",
            "cli_read",
            "cli_serve",
            "__main__",
        ):
            continue
        calls = [
            node.func
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        called = {call.id for call in calls if isinstance(call, ast.Name)}
        assert not called & {"print", "exit", "quit"}, path.name


WRITES = {
    "os": {"replace", "rename", "remove", "unlink", "mkdir", "makedirs", "link", "symlink"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
    "tempfile": {"NamedTemporaryFile", "mkstemp", "mkdtemp"},
}
"""Calls of modules that write; those of a path are known by their own names."""
WRITING = {"write_bytes", "write_text", "unlink", "rename", "mkdir", "touch", "symlink_to"}


def writes(call: ast.Call) -> bool:
    """Whether a call puts something on the disk, as far as its form tells."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    owner = getattr(call.func, "value", None)
    module = owner.id if isinstance(owner, ast.Name) else ""
    if (module, name) == ("os", "open") and "os.O_RDONLY" in ast.unparse(call):
        return False
    if name in WRITES.get(module, ()) or name in WRITING:
        return True
    flags = {one.attr for one in ast.walk(call) if isinstance(one, ast.Attribute)}
    if flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"}:
        return True
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    texts = [one.value for one in given if isinstance(one, ast.Constant)]
    modes = [text for text in texts if isinstance(text, str) and len(text) < 4]
    return name == "open" and any(set(mode) & set("wax+") for mode in modes)


def test_only_one_module_writes_files():
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and writes(node)
    }
    assert found == {"outputs.py", "turns.py"}


@pytest.mark.parametrize(
    "code",
    [
        "open('a', 'w')",
        "path.open(mode='xb')",
        "path.write_text(t)",
        "os.replace(a, b)",
        "os.open(path, os.O_CREAT | os.O_WRONLY)",
        "shutil.copy2(a, b)",
        "tempfile.mkstemp()",
    ],
)
def test_what_writes_is_known_by_its_form(code):
    assert writes(ast.parse(code).body[0].value)
    assert not writes(ast.parse("path.open('rb')").body[0].value)


def test_the_public_names_are_all_there_and_documented():
    for name in korea_map.__all__:
        assert getattr(korea_map, name).__doc__, name


def test_a_public_function_is_never_hidden_by_the_module_of_its_name():
    code = (
        "import korea_map.zones, korea_map.coverage_curve;"
        "from korea_map import zones, coverage_curve;"
        "from korea_map import zones as again;"
        "import korea_map.checks, korea_map.webmap;"
        "from korea_map import zones as later;"
        "print(callable(zones), callable(coverage_curve), again is zones is later)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True True True"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'atlantis'"):
        _ = korea_map.atlantis


def test_looking_up_a_name_does_not_load_the_map():
    code = (
        "import sys, korea_map.names, korea_map.gazetteer, korea_map.cli;"
        "print([m for m in ('geopandas', 'folium', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_is_longer_than_400_lines_and_no_room_than_200():
    for path in modules():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
    for path in (PACKAGE / "webmap" / "templates" / "js").glob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 200, path.name


def test_the_house_on_one_page_names_every_module_and_no_other():
    page = (PACKAGE.parent / "docs" / "house.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| [\w ]+ \| ((?:`[\w/]+` ?)+) \|", page, flags=re.MULTILINE)
    named = [name for cell in table for name in re.findall(r"`(\w+)/?`", cell)]
    there = {layer_of(path) for path in modules()} - {"__main__"}
    assert sorted(named) == sorted(there)
    for path in (PACKAGE / "webmap").glob("[!_]*.py"):
        assert f"`{path.stem}`" in page, path.name
