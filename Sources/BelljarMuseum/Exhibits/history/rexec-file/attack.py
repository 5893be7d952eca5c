# rexec, Python's first sandbox (1.5 to 2.2), with the hole that new-style classes made: an object
# leads to its class, and the class makes objects that nobody has checked.


# The host's half: what runs the guest, and files of which one is a secret.

def rexec(contents, readable):
    """A model. The contents are in this function's closure, and here alone."""

    class File:
        """An open "file", which here is an entry of a dict. As in Python 2.2, the class itself is
        the function that opens."""

        def __init__(self, name):
            self.name = name

        def read(self):
            return contents[self.name]

    def r_open(name):
        if name not in readable:
            raise OSError(f"{name}: permission denied")
        return File(name)

    def run(guest):
        # The guest's code runs with builtins that the host chose. `file` is not among them, so that
        # the only way to a file leads through r_open.
        guest(open=r_open, type=type, print=print)

    return run


# The vault is taken out of `outside`, so that only the closure has it.
run = rexec({"README": "Welcome.", "VAULT": outside.pop("vault")}, readable=["README"])


# The guest's half. It uses its parameters and nothing else.

def guest(open, type, print):
    try:
        open("VAULT")
    except OSError as error:
        print("Refused:", error)
    # What r_open gives is an object like any other. Its type is the constructor that was hidden.
    file = type(open("README"))
    print(file("VAULT").read())


run(guest)
