"""The notebooks run from top to bottom without a network, and are kept without outputs."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# what the last cell of each shows, by type: a notebook without a line here fails
LAST_SHOWN = {
    "01-from-telegram-to-map.ipynb": {"text/html": "srcdoc", "image/svg+xml": "<svg"},
}

# run in the kernel before the first cell: a connection to anywhere but the kernel's own
# ports on this machine is an error
NO_NETWORK = """
import socket as _socket
_connect = _socket.socket.connect
def _refuse(self, address):
    inet = self.family in (_socket.AF_INET, _socket.AF_INET6)
    if inet and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"the network is off: {address}")
    return _connect(self, address)
_socket.socket.connect = _refuse
_socket.getaddrinfo = lambda *a, **k: (_ for _ in ()).throw(OSError("the network is off"))
"""


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_without_a_network(path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(NO_NETWORK))
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(
        cwd=str(ROOT / "notebooks")
    )
    last = notebook.cells[-1].outputs[-1].data
    for kind, text in LAST_SHOWN[path.name].items():
        assert text in last[kind]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
