"""The examples of Python's documentation and of the standard library's docstrings, as programs.

A page's examples stand in blocks, and a block may use what those above it have defined. So each block is a program of its
own: the page's examples from the first to the block's last, of which what the block itself prints is compared.
"""
import ast
import doctest
import glob
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import types

PAGES = "/usr/share/doc/python3.11/html/_sources"
MODULES = [
    "__future__", "abc", "array", "base64", "binascii", "bisect", "calendar", "cmath", "collections", "collections.abc",
    "contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib",
    "heapq", "hmac", "html", "html.entities", "html.parser", "io", "itertools", "json", "json.decoder", "json.encoder",
    "keyword", "math", "numbers", "operator", "pprint", "random", "re", "secrets", "statistics", "string", "struct",
    "textwrap", "time", "types", "typing", "unicodedata", "uuid", "zlib",
]
OTHER_PAGES = [
    "library/stdtypes", "library/functions", "library/exceptions", "tutorial/*", "howto/*", "faq/*", "reference/*",
    "whatsnew/*",
]
MARK = "=== belljar ==="
HEAD = f"""
def belljar_show(value):
    global _
    if value is not None:
        print(repr(value))
        _ = value
"""


def statement(source):
    """An example as a prompt would run it: what it comes to is shown, and an exception is no end. None if it is not Python 3."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    if not body or ast.unparse(body) == "while True:\n    pass":
        return None
    if any(isinstance(one, ast.ImportFrom) and one.module == "__future__" for one in body):
        return None
    if isinstance(body[-1], ast.Expr):
        body[-1].value = ast.Call(ast.Name("belljar_show", ast.Load()), [body[-1].value], [])
    told = ast.parse("print(type(belljar_error).__name__, belljar_error)").body
    handler = ast.ExceptHandler(ast.Name("BaseException", ast.Load()), "belljar_error", told)
    module = ast.Module([ast.Try(body, [handler], [], [])], [])
    return ast.unparse(ast.fix_missing_locations(module)) + "\n"


DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)


def with_prompts(text):
    """A page whose blocks of plain code, which its examples make use of, are examples too."""
    lines, result, index = text.splitlines(), [], 0
    while index < len(lines):
        line = lines[index]
        result.append(line)
        index += 1
        directive = line.strip().startswith((".. testsetup::", ".. testcode::", ".. code-block:: python"))
        if not directive and (not line.rstrip().endswith("::") or line.strip().startswith("..")):
            continue
        margin = len(line) - len(line.lstrip())
        end = index
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > margin):
            end += 1
        block = lines[index:end]
        code = textwrap.dedent("\n".join(one for one in block if not one.strip().startswith(":")))
        try:
            body = ast.parse(code).body
        except (SyntaxError, ValueError):
            continue
        if any(isinstance(one, DEFINING) for one in body):
            rest = [one for one in code.strip("\n").splitlines()]
            result += [""] + [("    >>> " if not at else "    ... ") + one for at, one in enumerate(rest)] + [""]
            result += [""] * (len(block) - len(rest) - 2)
            index = end
    return "\n".join(result)


def blocks(text):
    """The runs of examples of a text with nothing between them, each with its line."""
    found, open_block = [], False
    parser = doctest.DocTestParser()
    for part in parser.parse(text):
        if isinstance(part, str):
            open_block = open_block and not part.strip()
        else:
            if not open_block:
                found.append((part.lineno + 1, []))
            open_block = True
            found[-1][1].append(part.source)
    return found


def texts():
    """Every page and docstring: its name, what stands before its examples, and its text."""
    patterns = [f"library/{name}" for name in MODULES] + OTHER_PAGES
    paths = sorted({path for pattern in patterns for path in glob.glob(f"{PAGES}/{pattern}.rst.txt")})
    for path in paths:
        with open(path, encoding="utf-8") as file:
            yield os.path.relpath(path, PAGES).removesuffix(".rst.txt"), "", with_prompts(file.read())
    for name in MODULES:
        for test in doctest.DocTestFinder().find(importlib.import_module(name), name):
            if test.examples:
                yield f"{test.name}.__doc__", f"import {name}\nfrom {name} import *\n", test.docstring
    for path in sorted(glob.glob(os.path.join(os.path.dirname(os.__file__), "test", "test_*.py"))):
        with open(path, "rb") as file:
            content = file.read()
        if b">>> " not in content:
            continue
        tree = ast.parse(content)
        name = os.path.basename(path).removesuffix(".py")
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ">>> " in node.value:
                yield f"test.{name} line {node.lineno}", "", node.value


def imported(source):
    """The modules that a program names in imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def programs():
    """Every block as a program, by its page and name; those that import what is not among MODULES are left out."""
    found = {}
    for page, preamble, text in texts():
        try:
            parts = blocks(text)
        except ValueError:
            # Not in the form of examples; what is new in 2.4 and 2.7 has such.
            continue
        before = HEAD + preamble
        names = set(imported(before))
        for line, examples in parts:
            block = "".join(filter(None, map(statement, examples)))
            if not block:
                continue
            source = f"{before}print({MARK!r})\n{block}"
            before += block
            names.update(imported(block))
            if names <= set(MODULES):
                found[page, f"{page}:{line}"] = source
    return found


def output(source):
    """What a program prints in a process of its own that has run nothing else; None if it does not end."""
    with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory() as directory:
        process = os.fork()
        if process == 0:
            try:
                # An example that waits for ever, or that writes files, does so nowhere else.
                signal.alarm(20)
                os.chdir(directory)
                os.dup2(file.fileno(), 1)
                os.dup2(os.open(os.devnull, os.O_RDWR), 0)
                os.dup2(0, 2)
                sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
                main = types.ModuleType("__main__")
                main.__annotations__, main.__builtins__ = {}, sys.modules["builtins"]
                sys.modules["__main__"] = main
                exec(compile(source, "<program>", "exec"), vars(main))
            except BaseException:
                pass
            finally:
                try:
                    sys.stdout.flush()
                finally:
                    os._exit(0)
        _, status = os.waitpid(process, 0)
        if os.WIFSIGNALED(status):
            return None
        file.seek(0)
        return file.read().decode("utf-8", "replace")


def catalogue():
    return [(page, name, "") for page, name in PROGRAMS]


def sources():
    return SOURCES


def imports():
    return []


def told(text):
    """What is compared of a program's output: what its own block printed, without addresses. Also done inside, in Swift."""
    return re.sub(r"0x[0-9a-f]+", "0x", text.partition(f"{MARK}\n")[2])


def run(module, names):
    """What each program of a page prints, after "="; or why it is left out."""
    if not OUTPUTS:
        processes = [
            subprocess.Popen(
                [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONHASHSEED": seed})
            for seed in ("0", "1")
        ]
        for process in processes:
            # Read in full before anything is written, so that one does not wait for the other.
            process.stdin.write(json.dumps(SOURCES).encode())
            process.stdin.close()
        OUTPUTS.extend(json.load(process.stdout) for process in processes)
    return {name: result(SOURCES[name], [once[name] for once in OUTPUTS]) for name in names}


def is_of_chance(source):
    return re.search(r"\b(random|secrets|uuid[14])\b", source) and "seed(" not in source


def tells_the_date(source, text):
    """The same twice within a minute, perhaps, and different later."""
    return re.search(r"\b(now|utcnow|today|gmtime|localtime)\(", source) and str(time.localtime().tm_year) in text


def result(source, outputs):
    if is_of_chance(source):
        return "has to do with chance"
    if None in outputs:
        return "does not end"
    if any(MARK not in one for one in outputs):
        return "ends before it comes to its own examples"
    if told(outputs[0]) != told(outputs[1]) or tells_the_date(source, told(outputs[0])):
        return "prints something else each time"
    if "NameError" in told(outputs[0]):
        return "uses names that only the text around it explains"
    return "=" + told(outputs[0])


OUTPUTS = []

if __name__ == "__main__":
    for name in MODULES:
        importlib.import_module(name)
    given = json.load(sys.stdin)
    json.dump({name: "" if is_of_chance(source) else output(source) for name, source in given.items()}, sys.stdout)
else:
    PROGRAMS = programs()
    SOURCES = {name: source for (page, name), source in PROGRAMS.items()}
