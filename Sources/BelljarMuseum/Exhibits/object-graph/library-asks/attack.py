# The library asks for us. Belljar hides __globals__ from the program and not from the library,
# and tells them apart by the function that is running. So let a library function do the asking.
import random
from functools import singledispatch
from operator import attrgetter

# attrgetter is written in C and has no frame of its own: whoever calls it is the one who asks.
wish = attrgetter("__globals__")

# singledispatch wraps a function. The wrapper is written in Python and part of the library; it
# calls what it wraps, and hands the answer on.
ask = singledispatch(wish)

# Now the innermost frame is the library's, and the attribute is there.
names = ask(random.Random.seed)
print(names["_os"].environ["MUSEUM_FLAG"])
print(names["__builtins__"]["open"](outside["file"]).read())
