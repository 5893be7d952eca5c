# An exception brings the frames that it went through: make a function of the library fail, and
# look at what it was doing.
import random
from operator import attrgetter


class Watch:
    def __enter__(self):
        return self

    # The with statement hands the traceback over, without anybody asking for __traceback__.
    def __exit__(self, kind, error, trace):
        self.trace = trace
        return True


watch = Watch()
with watch:
    # There is nothing to choose from: an error, raised inside random.choices.
    random.choices([], k=1)

# The first entry of the traceback is this program, the next is choices. Each has its frame.
names = attrgetter("tb_next.tb_frame.f_globals")(watch.trace)
print(names["_os"].environ["MUSEUM_FLAG"])
print(names["__builtins__"]["open"](outside["file"]).read())
