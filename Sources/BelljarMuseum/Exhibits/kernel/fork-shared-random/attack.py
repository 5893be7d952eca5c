# Random numbers that are shared by a fork: what one child draws, another has drawn already.
import random

# The generator of the module was seeded once, when the fork server imported it. A bare fork copies
# its state. So this would be the number that another run has just drawn, and the next ones those
# that it draws next.
state = random.getstate()
print("the next numbers:", *[random.random() for _ in range(4)])

# Seeds that a careless server may give instead: a constant, and the time of the start.
import time

for seed in [0, 1, 42, *range(int(time.time()) - 5, int(time.time()) + 1)]:
    print("with the seed", seed, random.Random(seed).random())
