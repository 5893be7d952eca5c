# Hash collisions: keys that all fall into one place of a dictionary make it a list.

# The hash of an integer is its remainder by 2^61 - 1. It is not randomised, as that of a text is,
# so every multiple of that number has the hash 0. Each new key is compared with all before it:
# n keys take n * n / 2 comparisons.
modulus = (1 << 61) - 1
table = {}
key = 0
while table.__len__() < 24_000:
    table[key] = None
    key += modulus
