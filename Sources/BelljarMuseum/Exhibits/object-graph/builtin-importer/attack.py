# The importer of the built-in modules, asked directly: an import without the import statement,
# and so without the __import__ that keeps the allowlist.
import time
from operator import attrgetter

# Every module says who loaded it. For a module that is part of the interpreter that is the class
# BuiltinImporter, a plain Python object with plain methods.
importer = attrgetter("__loader__")(time)

# load_module is old and discouraged, and still there. It looks into sys.modules first, and so it
# gives the sys that is there already.
sys = importer.load_module("sys")

print(sys.modules["os"].environ["MUSEUM_FLAG"])
print(sys.modules["builtins"].open(outside["file"]).read())
