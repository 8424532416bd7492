"""Run the notebooks and keep the picture that each begins with: `make pictures`.

The picture of a notebook is what its cell with the tag `picture` draws.
"""

import argparse
import base64
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURES = ROOT / "notebooks" / "pictures"
PATIENCE_S = 60


def run(
    path: Path, folder: Path, *, paths: Sequence[Path] = (), further: Sequence[str] = ()
) -> NotebookNode:
    """Run a notebook in a folder and return it with its outputs.

    Parameters
    ----------
    folder
        What the cells write goes there.
    paths
        Folders in which Python looks for modules before all others.
    further
        Code that is run after the last cell, each as a cell of its own.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(code) for code in further]
    before = os.environ.get("PYTHONPATH")
    looked_in = [str(one) for one in (*paths, ROOT)] + ([before] if before else [])
    # how a kernel draws is its own affair, whatever this process draws with
    env = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    env["PYTHONPATH"] = os.pathsep.join(looked_in)
    client = NotebookClient(notebook, timeout=PATIENCE_S, kernel_name="python3")
    client.execute(cwd=str(folder), env=env)
    return notebook


def find_picture(notebook: NotebookNode) -> Image.Image:
    """Return what the cell with the tag `picture` drew."""
    (cell,) = [one for one in notebook.cells if "picture" in one.metadata.get("tags", ())]
    (drawn,) = [data["image/png"] for data in outputs_of(cell) if "image/png" in data]
    return Image.open(BytesIO(base64.b64decode(drawn))).convert("RGB")


def outputs_of(cell: NotebookNode) -> Iterator[Mapping[str, str]]:
    """Give what a cell shows, each as the forms in which it can be shown."""
    return (one["data"] for one in cell.get("outputs", ()) if "data" in one)


def main() -> None:
    """Draw the pictures of the notebooks that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", nargs="*", type=Path, default=NOTEBOOKS)
    for path in parser.parse_args().notebook:
        with tempfile.TemporaryDirectory() as folder:
            picture = find_picture(run(path, Path(folder)))
        target = PICTURES / f"{path.stem}.png"
        target.parent.mkdir(exist_ok=True)
        picture.save(target, optimize=True)
        print(target.relative_to(ROOT), target.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
