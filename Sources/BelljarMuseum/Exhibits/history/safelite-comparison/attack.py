# tav's challenge of 2009: a reader of files as a function, with everything secret in its closure.
# What the guard compares is the guest's object, and the guest says how that compares.
import typing


# The host's half. It has os, and in Belljar must first take it: the text of an annotation is
# evaluated in the module that the class says it is from.

class Host:
    __module__ = "os"
    os: "sys.modules['os']"


os = typing.get_type_hints(Host)["os"]


def make_reader(environment=os.environ, public=("HOME", "LANG")):
    """A model, with variables of the environment for files. Nothing but the function gets out; the
    attributes that lead into a closure were taken from Python's types before."""

    def read(name):
        if name not in public:
            raise ValueError("only public names are allowed")
        return environment[name]

    return read


read = make_reader()


# The guest's half. It has `read`.

try:
    read("MUSEUM_FLAG")
except ValueError as error:
    print("Refused:", error)


class Name(str):
    # "Is it equal to HOME?" Yes. To LANG? Yes.
    def __eq__(self, other):
        return True

    # And the text is still MUSEUM_FLAG, to whoever does not compare but uses it.
    __hash__ = str.__hash__


print(read(Name("MUSEUM_FLAG")))
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
