# Enum turns any module into an enumeration: the library looks the module up by its name, and
# copies what a filter of ours picks.
from enum import Enum
from operator import attrgetter

# Enum._convert_ is how signal and socket make enumerations of their constants. It takes the
# name of a module, finds it in sys.modules, and takes the names for which the filter is true.
convert = attrgetter("_convert_")(Enum)

# A function does not become a member but stays what it is, as in any class body.
from_os = convert("FromOs", "os", lambda name: name == "getenv")
print(from_os.getenv("MUSEUM_FLAG"))

# A built-in function becomes a member, and its value is the function.
from_builtins = convert("FromBuiltins", "builtins", lambda name: name == "open")
print(from_builtins.open.value(outside["file"]).read())
