# An endless loop: the smallest denial of service. It takes a processor and never gives it back.

# No name is looked up and nothing is called, so there is nothing that a curated namespace could
# take away. The program needs the language alone, and the language has loops.
rounds = 0
while rounds < 100_000_000:  # some seconds, so that the exhibit ends without a limit too
    rounds += 1
