"""The examples in docstrings run and give what they show."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import korea_map

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(korea_map.__path__, "korea_map.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    public = {one: getattr(korea_map, one) for one in korea_map.__all__}
    module = importlib.import_module(name)
    result = doctest.testmod(module, globs={**vars(module), **public})
    assert result.failed == 0
    assert result.attempted or ">>> " not in inspect.getsource(module)
