# Deep recursion: in Python functions, and in C code that walks a nested structure.


def attempt(what, action):
    try:
        action()
    except RecursionError as error:
        print(what, "was refused:", error)
    else:
        print(what, "came through")


# A function that calls itself. CPython counts the depth, and raises an error well before the
# stack of the thread ends.
def deeper(depth):
    return depth and deeper(depth - 1)


attempt("a function", lambda: deeper(100_000))

# A list within a list within a list ... `repr` and `json` walk it in C. C code that recurses has
# to ask for the same count by itself; where it forgets to, the stack overflows (see the exhibit
# nested-iterators).
nested = []
for _ in range(100_000):
    nested = [nested]
attempt("repr", lambda: repr(nested))

import json

attempt("json", lambda: json.dumps(nested))

# The depth is counted for the comparison of two such lists as well.
attempt("comparison", lambda: nested == [nested])
