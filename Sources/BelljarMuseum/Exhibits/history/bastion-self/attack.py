# Bastion, rexec's companion: a shell around an object that lets some methods through. The methods
# that it hands out are the object's own, and each knows whose method it is.
import operator


# The host's half: the shell, and settings that keep a secret.

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
    def __init__(self, vault):
        self.variables = {"LANG": "C", "VAULT": vault}

    def language(self):
        return self.variables["LANG"]


# The vault is taken out of `outside`, so that only the object in the shell has it.
settings = Bastion(Settings(outside.pop("vault")))


# The guest's half. It has `settings`, and may ask it for the language.

print("The language:", settings.language())
try:
    settings.variables
except AttributeError as error:
    print("Refused:", error)

# The method came out of the shell unwrapped. Its __self__ is what the shell is around.
inside = operator.attrgetter("__self__")(settings.language)
print(inside.variables["VAULT"])
