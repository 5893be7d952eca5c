"""python3 outside.py CORPUS RESULTS: what a corpus is, and what it comes to in plain Python, as JSON."""
import importlib
import json
import sys

corpus = importlib.import_module(f"belljar_{sys.argv[1]}")
groups, names = {}, {}
for module, name, group in corpus.catalogue():
    groups[module, name] = group
    names.setdefault(module, []).append(name)
# Asked before anything is run: tests leave things behind.
answer = {"version": sys.version, "sources": corpus.sources(), "imports": corpus.imports()}
answer["results"] = [
    {"module": module, "name": name, "group": groups[module, name], "result": result}
    for module, tests in names.items() for name, result in corpus.run(module, tests).items()
]
with open(sys.argv[2], "w") as file:
    json.dump(answer, file)
