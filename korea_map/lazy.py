"""Packages whose public names are loaded when they are first used."""

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any


def load_late(package: str, homes: Mapping[str, str]) -> None:
    """Let a package load each public name from its module when it is first used.

    Parameters
    ----------
    package
        Its `__name__`.
    homes
        By public name the module of the package that has it.
    """
    module = sys.modules[package]
    module.__dict__["_homes"] = homes
    module.__class__ = _Package


class _Package(ModuleType):
    """A package in which a public name stays what it is.

    Importing the module `korea_map.zones` would put it where the function of that name is.
    """

    _homes: Mapping[str, str]

    def __getattr__(self, name: str) -> Any:
        if name not in self.__dict__["_homes"]:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{self.__name__}.{self._homes[name]}"), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in self._homes and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*self._homes, *(name for name in self.__dict__ if name.startswith("__"))})
