"""A corpus by Dask, as docs/names.md shows it: run in a process of its own."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from korea_map import reconcile
from korea_map.gazetteer import load_places

ROOT = Path(__file__).resolve().parent.parent
DOCS = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
DOCUMENTS = 3
DISTINCT = 240

# the workers of the cluster run the file anew, under another name: each notes what it looks up
NOTING = """
import os
from korea_map.names.finder import Finder

find = Finder._find_anew

def find_and_note(self, name, wanted):
    with open(f"looked-up-by-{os.getpid()}", "a", encoding="utf-8") as stream:
        stream.write(f"{name}\\n")
    return find(self, name, wanted)

Finder._find_anew = find_and_note
"""


@pytest.fixture(scope="module")
def spellings():
    return list(dict.fromkeys(place.title for place in load_places().values()))[:DISTINCT]


def write_corpus(folder, spellings):
    """Write documents that share most of their names, with each name twice, and a blank."""
    folder.mkdir()
    for number in range(DOCUMENTS):
        with (folder / f"{number}.csv").open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(["document", "spelling"])
            own = spellings[number * 20 : DISTINCT - (DOCUMENTS - 1 - number) * 20]
            rows.writerows([f"document {number}", one] for one in [*own, "", *own])


def read_all(folder, pattern):
    return pd.concat([pd.read_csv(path) for path in sorted(folder.glob(pattern))])


@pytest.mark.loopback
@pytest.mark.slow
def test_the_corpus_of_the_page_is_answered_as_in_one_process(tmp_path, spellings):
    (code,) = re.findall(r"<!-- run by tests/test_corpus.py -->\n\n```python\n(.*?)```", DOCS, re.S)
    write_corpus(tmp_path / "corpus", spellings)
    program = tmp_path / "corpus.py"
    program.write_text(NOTING + code, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, program.name], cwd=tmp_path, capture_output=True, text=True, check=False,
        encoding="utf-8", timeout=240,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr

    # each distinct name is looked up once over the whole, and both workers have their part
    by_worker = [
        path.read_text(encoding="utf-8").splitlines() for path in tmp_path.glob("looked-up-by-*")
    ]
    assert len(by_worker) == 2
    assert sorted(name for some in by_worker for name in some) == sorted(spellings)

    # the memory of each is told
    told = re.findall(r"'tcp://127\.0\.0\.1:\d+': (\d+)", ran.stdout)
    assert len(told) == 2
    assert all(int(mb) > 0 for mb in told)

    # and every attestation has the answer that it has in one process
    attested = read_all(tmp_path / "corpus", "*.csv")
    answered = read_all(tmp_path, "answered-*.csv")
    assert answered[["document", "spelling"]].equals(attested)
    alone = reconcile(spellings).to_frame(best=True).set_index("query")
    expected = alone.loc[attested["spelling"].dropna()]
    found = answered.dropna(subset="spelling").set_index("query")
    for column in ("place_id", "title", "lat", "lon", "score", "match", "chain"):
        assert found[column].tolist() == expected[column].tolist(), column
