# Built-in types are shared by all interpreters of a process. The list of `object`'s subclasses
# shows the classes of all of them, those of the interpreter that started this one too.
import copy
import operator


def ask(thing, path):
    # copy.copy() calls __copy__ from the library, to which no attribute is hidden.
    class Question:
        __copy__ = operator.attrgetter("thing." + path)

    question = Question()
    question.thing = thing
    return copy.copy(question)


# Each interpreter has made its own import machinery. Its class leads to its methods, they to their
# globals, and those to the modules of that interpreter.
importers = [kind for kind in ask(object, "__subclasses__")() if kind.__name__ == "BuiltinImporter"]
tables = [ask(kind, "find_spec.__func__.__globals__")["sys"].modules for kind in importers]
print(len(tables), "interpreters, with", [len(table) for table in tables], "modules")

# Ours has imported json. The other one never ran a program and was never guarded; what it started
# with is enough.
other = next(table for table in tables if "json" not in table)

print(other["posix"].environ[b"MUSEUM_FLAG"].decode())
print(other["io"].open(outside["file"]).read())
