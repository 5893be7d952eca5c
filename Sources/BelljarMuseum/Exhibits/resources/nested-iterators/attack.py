# Nested iterators: C code that recurses without counting, until the stack of the process ends.

# A map over a map over a map ... Building them is cheap and takes no depth at all.
numbers = iter([1, 2, 3])
for _ in range(300_000):
    numbers = map(int, numbers)

# To get the first item, each map asks the one below it, in C. Nobody counts how deep that goes.
# The kernel ends the process when it writes below its stack: SIGSEGV.
print(next(numbers))
