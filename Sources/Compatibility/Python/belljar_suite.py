"""CPython's own regression tests: the list, what is in it, and what came of each.

The same text is imported by plain Python and by a worker before its lockdown, so that the two differ in where the tests run
and in nothing else. Tests are looked for when this is imported, because that reads files.
"""
import ast
import builtins
import contextlib
import doctest
import glob
import importlib
import importlib.util
import io
import os
import pkgutil
import sys
import unittest

from test.support import import_helper

LIST = [
    "math", "json", "re", "datetime", "itertools", "collections", "decimal", "statistics", "random", "textwrap", "string",
    "fractions", "dataclasses", "enum", "heapq", "bisect", "copy", "functools", "typing",
]


# Fixtures that the tests read: test data of CPython's, and the time zones. They are read here, before the lockdown.
TEST_DIRECTORY = os.path.dirname(importlib.util.find_spec("test").origin)
ZONES = "/usr/share/zoneinfo"
SHELF = {}


def fill_shelf():
    for pattern in ("decimaltestdata/*.decTest", "*math_testcases.txt", "ieee754.txt", "randv*.pck"):
        for path in glob.glob(f"{TEST_DIRECTORY}/{pattern}"):
            with builtins.open(path, "rb") as file:
                SHELF[path] = file.read()
    for directory, folders, files in os.walk(ZONES):
        folders[:] = [folder for folder in folders if folder not in ("posix", "right")]
        for name in files:
            with builtins.open(os.path.join(directory, name), "rb") as file:
                SHELF[os.path.join(directory, name)] = file.read()


def open(file, mode="r", *arguments, **named):
    """What the tests get for `open`: a fixture from the shelf, or else whatever the real one makes of it."""
    content = SHELF.get(str(file)) or SHELF.get(f"{TEST_DIRECTORY}/{file}")
    if content is None or mode not in ("r", "rb"):
        return builtins.open(file, mode, *arguments, **named)
    stream = io.BytesIO(content)
    return stream if mode == "rb" else io.TextIOWrapper(stream, encoding=named.get("encoding", "utf-8"))


LIST_DIRECTORY = os.listdir


def listed(directory="."):
    """What a test gets for `os.listdir`."""
    names = [os.path.basename(path) for path in SHELF if os.path.dirname(path) == str(directory).rstrip("/")]
    return sorted(names) or LIST_DIRECTORY(directory)


IS_DIRECTORY = os.path.isdir


def is_directory(path):
    """What a test gets for `os.path.isdir`."""
    return any(os.path.dirname(shelved) == str(path).rstrip("/") for shelved in SHELF) or IS_DIRECTORY(path)


# For good, and before the worker makes what programs get for these modules.
os.listdir, os.path.isdir = listed, is_directory


# A module imported anew, without its fast half, is read from a file; so that is done here, once for each way.
FRESH = {}
import_anew = import_helper.import_fresh_module


def import_fresh_module(*arguments, **named):
    key = repr((arguments, named))
    if key not in FRESH:
        FRESH[key] = import_anew(*arguments, **named)
    return FRESH[key]


import_helper.import_fresh_module = import_fresh_module


class ModuleDoctest(unittest.TestCase):
    """The examples in a module's docstrings, with the module under its public name meanwhile."""

    def __init__(self, name, module, flags):
        super().__init__("examples")
        self.name, self.module, self.flags = name, module, flags

    def id(self):
        return f"{self.module.__name__}.doctest"

    def examples(self):
        saved = sys.modules[self.name]
        sys.modules[self.name] = self.module
        try:
            with contextlib.redirect_stdout(io.StringIO()) as text:
                failures, count = doctest.testmod(self.module, optionflags=self.flags)
        finally:
            sys.modules[self.name] = saved
        self.assertEqual(failures, 0, text.getvalue())
        self.assertGreater(count, 0)


def collected_from_main(module):
    """The tests of a module that still runs them itself, in `test_main`."""
    suite = unittest.TestSuite()

    def run_unittest(*classes):
        for one in classes:
            suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(one))

    def run_doctest(examined, verbosity=None, optionflags=0):
        public = module.__name__.rpartition("test_")[2]
        suite.addTest(ModuleDoctest(public, examined, optionflags))

    module.run_unittest, module.run_doctest = run_unittest, run_doctest
    module.test_main()
    return suite


def names_of(name):
    """The modules of one entry of the list."""
    module = importlib.import_module(f"test.test_{name}")
    if not hasattr(module, "__path__"):
        return [module.__name__]
    found = sorted(entry.name for entry in pkgutil.iter_modules(module.__path__))
    return [f"{module.__name__}.{entry}" for entry in found if entry.startswith("test_")]


def flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flat(test)
        else:
            yield test


def load(name):
    """The tests of one module, each under a name of its own, in their order."""
    saved = dict(sys.modules)
    module = importlib.import_module(name)
    if hasattr(module, "test_main"):
        suite = collected_from_main(module)
    else:
        suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    # Loading the tests of datetime takes it from sys.modules; what plain Python then imports anew, a child cannot.
    for missing in saved.keys() - sys.modules.keys():
        sys.modules[missing] = saved[missing]
    tests, counts = {}, {}
    for test in flat(suite):
        key = test.id()
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 1:
            key += f" #{counts[key]}"
        test.belljar_name = key
        tests[key] = test
        method = getattr(test, getattr(test, "_testMethodName", ""), None)
        getattr(method, "__globals__", {})["open"] = open
    return tests


class Record(unittest.TestResult):
    """What came of each test: "ok", or a word and the reason."""

    def __init__(self):
        super().__init__()
        self.results = {}
        self.trouble = ""

    def note(self, test, word, reason=""):
        name = getattr(test, "belljar_name", None)
        if name is None:
            # A fixture of a class or of the module: it is why the tests that follow were not run.
            self.trouble = self.trouble or f"{word}: {reason}"
        elif self.results.get(name, "ok") == "ok":
            self.results[name] = f"{word}: {reason}" if reason else word

    @staticmethod
    def reason(error):
        kind, value, trace = error
        try:
            text = str(value)
        except Exception:
            text = "?"
        lines = [line for line in text.splitlines() if line.strip()] or [""]
        place = ""
        while trace is not None:
            place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
            trace = trace.tb_next
        return f"{kind.__name__}: {lines[0][:200]} ({place})".encode("utf-8", "replace").decode()

    def addSuccess(self, test):
        self.note(test, "ok")

    def addExpectedFailure(self, test, error):
        self.note(test, "ok")

    def addError(self, test, error):
        self.note(test, "error", self.reason(error))

    def addFailure(self, test, error):
        self.note(test, "failure", self.reason(error))

    def addSkip(self, test, reason):
        self.note(getattr(test, "test_case", test), "skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.note(test, "failure", "unexpected success")

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.note(test, "failure", self.reason(error))


fill_shelf()
LOADED = {name: load(name) for entry in LIST for name in names_of(entry)}


def catalogue():
    """Every test: its module, its name, and the group that it is run with."""
    return [
        (module, name, type(test).__qualname__)
        for module, tests in LOADED.items() for name, test in tests.items()
    ]


def sources():
    """The files of the list's modules."""
    return {module: sys.modules[module].__file__ for module in LOADED}


def imports():
    """The modules that the tests name in imports, as far as they exist."""
    names = set()
    for path in sources().values():
        with builtins.open(path, "rb") as file:
            tree = ast.parse(file.read())
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module)
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
    # What pickling looks for by its name, what the tests ask for in a text, and what their helpers import late.
    found = sorted(LOADED.keys() | {"_testinternalcapi", "faulthandler", "typing.io", "typing.re"})
    for name in sorted(names):
        try:
            if importlib.util.find_spec(name):
                found.append(name)
        except (ImportError, AttributeError, ValueError):
            pass
    return found


def begin(module):
    """Makes the program the module: what follows is its source."""
    main = sys.modules["__main__"]
    main.__name__, main.__file__, main.__package__ = module, sys.modules[module].__file__, module.rpartition(".")[0]
    main.open = open
    sys.modules[module] = main
    # Loading the tests of datetime adds to the names of the classes.
    for one in FRESH.values():
        for item in vars(one).values():
            if isinstance(item, type) and issubclass(item, unittest.TestCase):
                item.__name__ = item.__name__.removesuffix("_Pure").removesuffix("_Fast")
                item.__qualname__ = item.__qualname__.removesuffix("_Pure").removesuffix("_Fast")


def run_program(module, names):
    """Runs tests that the program itself has defined."""
    LOADED[module] = load(module)
    missing = [name for name in names if name not in LOADED[module]]
    results = run(module, [name for name in names if name in LOADED[module]])
    return results | {name: "not found" for name in missing}


def run(module, names):
    """Runs tests; their results by name."""
    loaded = sys.modules[module]
    if hasattr(loaded, "test_main"):
        # As test_main does before it runs what was collected, and undoes when it ends.
        loaded.init(loaded.C)
        loaded.init(loaded.P)
    tests = [LOADED[module][name] for name in names]
    record = Record()
    suite = unittest.TestSuite(tests)
    # The tests are looked at again afterwards, and a suite forgets what it has run.
    suite._cleanup = False
    suite.run(record)
    return {name: record.results.get(name, record.trouble or "not run") for name in names}
