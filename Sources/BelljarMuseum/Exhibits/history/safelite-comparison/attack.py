# tav's challenge of 2009: a reader of files as a function, with everything secret in its closure.
# What the guard compares is the guest's object, and the guest says how that compares.


# The host's half: the reader, before files of which one is a secret.

def make_reader(contents, public):
    """A model, with entries of a dict for files. Nothing but the function gets out; the attributes
    that lead into a closure were taken from Python's types before."""

    def read(name):
        if name not in public:
            raise ValueError("only public names are allowed")
        return contents[name]

    return read


# The vault is taken out of `outside`, so that only the closure has it.
read = make_reader({"README": "Welcome.", "VAULT": outside.pop("vault")}, public=("README",))


# The guest's half. It has `read`.

try:
    read("VAULT")
except ValueError as error:
    print("Refused:", error)


class Name(str):
    # "Is it equal to README?" Yes, and to anything else.
    def __eq__(self, other):
        return True

    # And the text is still VAULT, to whoever does not compare but uses it.
    __hash__ = str.__hash__


print(read(Name("VAULT")))
