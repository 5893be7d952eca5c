# redirect_stdout reads and writes any name of sys, not only stdout: which one it is, a class
# attribute says, and a subclass may say otherwise.
from contextlib import redirect_stdout

kept = []


class RedirectModules(redirect_stdout):
    # The with statement makes the library do: kept.append(getattr(sys, "modules")), and then
    # setattr(sys, "modules", {}). At the end it puts the old value back.
    _stream = "modules"
    _old_targets = kept
    _new_target = {}

    def __init__(self):
        pass


with RedirectModules():
    modules = kept[0]

# No attribute was asked for here that is hidden or begins with an underscore.
print(modules["os"].environ["MUSEUM_FLAG"])
print(modules["builtins"].open(outside["file"]).read())
