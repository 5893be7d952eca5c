# Bastion, rexec's companion: a shell around an object that lets some methods through. The methods
# that it hands out are the object's own, and each knows whose method it is.
import operator
import typing


# The host's half. It has os, and in Belljar must first take it: the text of an annotation is
# evaluated in the module that the class says it is from.

class Host:
    __module__ = "os"
    os: "sys.modules['os']"


os = typing.get_type_hints(Host)["os"]


def Bastion(thing, may_pass=lambda name: not name.startswith("_")):
    """A model: the object itself is only in a function's closure, where no attribute leads to."""

    def get(name):
        if may_pass(name):
            attribute = getattr(thing, name)
            if callable(attribute):  # Methods pass, and data do not.
                return attribute
        raise AttributeError(name)

    class Shell:
        def __getattr__(self, name):
            return get(name)

    return Shell()


class Settings:
    def __init__(self):
        self.variables = os.environ

    def language(self):
        return self.variables.get("LANG")


settings = Bastion(Settings())


# The guest's half. It has `settings`, and may ask it for the language.

print("The language:", settings.language())
try:
    settings.variables
except AttributeError as error:
    print("Refused:", error)

# The method came out of the shell unwrapped. Its __self__ is what the shell is around.
inside = operator.attrgetter("__self__")(settings.language)
print(inside.variables["MUSEUM_FLAG"])
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
