# An audit hook, once added, can never be removed. But a hook that is written in Python looks up
# the names that it uses, at every call, and these can be made to mean something else.
import typing


class Host:
    """Annotations are evaluated in the module that the class says it is from: here os."""
    __module__ = "os"
    sys: "sys"
    builtins: "__builtins__"


host = typing.get_type_hints(Host)
sys, builtins = host["sys"], host["builtins"]


# The guard: a hook that lets no text be compiled, and so no eval(). What it forbids, another
# function tells it.

def is_forbidden(event):
    return event in ("compile", "exec", "open")


def hook(event, arguments):
    if is_forbidden(event):
        raise PermissionError(f"{event} is forbidden")


sys.addaudithook(hook)


# The guest. It has the real eval, with real builtins, and the hook stands before it.

def evaluate(text):
    return builtins["eval"](text, {"__builtins__": builtins})


try:
    evaluate("1 + 1")
except PermissionError as error:
    print("The hook holds:", error)

# The hook is still there, and is still called. It asks whoever is called `is_forbidden` now.
is_forbidden = lambda event: False

print(evaluate("__import__('os').environ['MUSEUM_FLAG']"))
print(builtins["open"](outside["file"]).read())
