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
