# pysandbox (2010 to 2013) gave its guest proxies in place of objects. An error inside a proxy comes
# back to the guest with a traceback, and that has the proxy's frames, with the objects in them.
import copy
import operator


# The host's half: the proxy, before variables of which one is a secret.

def proxy(variables):
    """A model: a read-only view of some variables. The real dict is a local name of a function."""
    public = ("HOME", "LANG")

    def read(name):
        hidden, key = variables, name.upper()
        if key not in public:
            raise PermissionError(key)
        return hidden[key]

    return read


# The vault is taken out of `outside`, so that only the proxy has it.
read = proxy({"HOME": "/", "LANG": "C", "VAULT": outside.pop("vault")})


# The guest's half. It has `read`.

def ask(thing, path):
    # copy.copy() calls __copy__ from the library, to which no attribute is hidden. (pysandbox hid
    # such attributes from all, and was taken apart by other ways to a frame.)
    class Question:
        __copy__ = operator.attrgetter("thing." + path)

    question = Question()
    question.thing = thing
    return copy.copy(question)


try:
    read("VAULT")
except PermissionError as error:
    print("Refused:", error)
    # The first entry of the traceback is this line's frame; the next one is the proxy's.
    names = ask(error, "__traceback__.tb_next.tb_frame.f_locals")

print(names["hidden"]["VAULT"])
