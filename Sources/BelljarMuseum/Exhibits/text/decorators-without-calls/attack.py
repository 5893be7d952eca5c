# Calls without a call: a decorator calls a function with what stands below it, and no pair of
# brackets is written for it.
import typing

modules = typing.sys.modules


# From the bottom: the class is made, the lambda is given the class and answers with a text, the
# next function is given that text, and print is given what comes of it.
@print
@modules["os"].environ.get
@(lambda made: "MUSEUM_FLAG")
class Flag:
    pass


# The same with open, whose answer is a file; list reads its lines.
@print
@list
@modules["builtins"].open
@(lambda made: outside["file"])
class Secret:
    pass
