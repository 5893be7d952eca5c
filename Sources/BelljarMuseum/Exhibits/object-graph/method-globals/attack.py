# A function keeps the names of the module that it was written in: an allowed class leads to all
# that its module has imported.
import random
from operator import attrgetter

# random.Random is allowed, and its method seed is written in Python. A function must find its
# global names whenever it is called, so it holds the dict of its module.
names = attrgetter("__globals__")(random.Random.seed)

# random imports os under the name _os. What the module hides, its dict does not.
os = names["_os"]

print(os.environ["MUSEUM_FLAG"])

# In the same dict is the module's own table of builtins, with the real open.
print(names["__builtins__"]["open"](outside["file"]).read())
