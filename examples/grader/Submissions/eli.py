# Nests an iterator in itself until the C stack is used up.
def median(numbers):
    rest = iter(numbers)
    for _ in range(500_000):
        rest = filter(None, rest)
    return next(rest)
