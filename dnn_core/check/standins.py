"""Stand-ins for what a notebook of the course imports, so that its file loads.

The course's own modules hand out the reference's functions; plotting and data
modules, and the course's test cases, do nothing.
"""

import importlib.abc
import importlib.machinery
import re
import sys
import types
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from typing import Any

COURSE = re.compile(r"(dnn_utils|dnn_app_utils|testCases|test_?cases|public_tests)\w*")
INERT = {"matplotlib", "h5py", "lr_utils", "planar_utils", "test_utils", "IPython"}
WANTED_IF_HERE = {"scipy", "PIL", "sklearn"}  # scipy.special.expit is a fine sigmoid


class Nothing:
    """Takes any call, attribute or index, and gives itself."""

    def __call__(self, *args: Any, **kwargs: Any) -> "Nothing":
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator["Nothing"]:
        return iter(())

    def __getitem__(self, key: Any) -> "Nothing":
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass


class _StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names: Mapping[str, Any], wanted: bool) -> None:
        self._names, self._wanted = names, wanted

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> ModuleSpec | None:
        top = fullname.partition(".")[0]
        course = COURSE.fullmatch(top) is not None or top in INERT
        if top in WANTED_IF_HERE if self._wanted else course:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        module = types.ModuleType(spec.name)
        helps = COURSE.fullmatch(spec.name)
        public = dict(self._names) if helps else {}
        module.__dict__.update(public, __all__=list(public))
        module.__dict__["__getattr__"] = _nothing
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def _nothing(name: str) -> Nothing:
    if name.startswith("__"):
        raise AttributeError(name)
    return Nothing()


@contextmanager
def stand_ins(names: Mapping[str, Any]) -> Generator[None]:
    """While it lasts, the course's modules can be imported and hold `names`."""
    first, last = _StandIns(names, wanted=False), _StandIns(names, wanted=True)
    before = set(sys.modules)
    sys.meta_path.insert(0, first)
    sys.meta_path.append(last)
    try:
        yield
    finally:
        sys.meta_path.remove(first)
        sys.meta_path.remove(last)
        for name in set(sys.modules) - before:
            if getattr(sys.modules[name], "__loader__", None) in (first, last):
                del sys.modules[name]
