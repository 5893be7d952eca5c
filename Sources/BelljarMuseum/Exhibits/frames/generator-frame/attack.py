# A running generator shows its frame, and a frame shows who called it: from our own generator
# into a function of the library.
import random

found = []


def walk():
    # By now the generator runs, and somebody drives it. Its frame's f_back is the driver's frame.
    found.append(me.gi_frame.f_back)
    yield 1


me = walk()

# random.choices adds up the weights that it is given; to do so it runs our generator. The adding
# is done in C, which has no frame, so the frame before ours is that of choices.
random.choices("a", me)
frame = found[0]

# A frame has the globals of its function, and the builtins that it runs with: the real ones.
print(frame.f_globals["_os"].environ["MUSEUM_FLAG"])
print(frame.f_builtins["open"](outside["file"]).read())
