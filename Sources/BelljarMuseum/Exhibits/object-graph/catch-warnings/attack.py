# catch_warnings keeps a module in its pocket: no function's globals are needed, an instance of
# one class of the library is enough.
from operator import attrgetter

# The classes made directly from object, which is tuple's base. The path is a text, so nothing is
# written here that a check of the syntax could object to.
classes = attrgetter("__base__.__subclasses__")(tuple)()

# One of them is warnings.catch_warnings; whoever makes an instance of it need not import warnings.
guard = next(each for each in classes if each.__name__ == "catch_warnings")()

# The instance remembers which module it guards. That is the real module warnings.
warnings = attrgetter("_module")(guard)

# And warnings has imported sys, which knows all modules.
modules = warnings.sys.modules
print(modules["os"].environ["MUSEUM_FLAG"])
print(modules["builtins"].open(outside["file"]).read())
