# rexec, Python's first sandbox (1.5 to 2.2), with the hole that new-style classes made: an object
# leads to its class, and the class makes objects that nobody has checked.
import typing


# The host's half. It has os, and in Belljar must first take it: the text of an annotation is
# evaluated in the module that the class says it is from.

class Host:
    __module__ = "os"
    os: "sys.modules['os']"


os = typing.get_type_hints(Host)["os"]


class File:
    """An open "file", which here is a variable of the environment. As in Python 2.2, the class
    itself is the function that opens."""

    def __init__(self, name):
        self.name = name

    def read(self):
        return os.environ[self.name]


class RExec:
    """A model: the guest's code runs with builtins that the host chose."""

    readable = ["HOME", "LANG"]

    def r_open(self, name):
        if name not in self.readable:
            raise OSError(f"{name}: permission denied")
        return File(name)

    def run(self, guest):
        # `file` is not among them, so that the only way to a file leads through r_open.
        guest(open=self.r_open, type=type, print=print)


# The guest's half. It uses its parameters and nothing else.

def guest(open, type, print):
    try:
        open("MUSEUM_FLAG")
    except OSError as error:
        print("r_open:", error)
    # What r_open gives is an object like any other. Its type is the constructor that was hidden.
    file = type(open("HOME"))
    print(file("MUSEUM_FLAG").read())


RExec().run(guest)
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
