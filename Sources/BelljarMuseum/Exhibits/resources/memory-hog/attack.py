# A list that grows: memory is taken piece by piece until there is none.

# Bytes from an operator alone: no builtin is needed. Each piece is filled, so the kernel has to
# give real pages, not only addresses.
pieces = []
while pieces.__len__() < 300:  # 300 MiB, so that the exhibit ends without a limit too
    pieces += [b"x" * (1 << 20)]
