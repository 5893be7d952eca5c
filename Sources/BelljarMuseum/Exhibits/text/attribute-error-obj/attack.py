# The error carries the object: whoever asks for an attribute that is not there is told on which
# object it was missing, and gets that object.
from contextlib import redirect_stdout


class RedirectNothing(redirect_stdout):
    # redirect_stdout remembers getattr(sys, "stdout"); the name is a class attribute. There is no
    # sys.nothing, so the library fails.
    _stream = "nothing"


try:
    with RedirectNothing(None):
        pass
except AttributeError as error:
    # Since Python 3.10 an AttributeError has the object, to be able to suggest a name that was
    # meant. The object is the module sys itself, and its name has no underscore.
    sys = error.obj

print(sys.modules["os"].environ["MUSEUM_FLAG"])
print(sys.modules["builtins"].open(outside["file"]).read())
