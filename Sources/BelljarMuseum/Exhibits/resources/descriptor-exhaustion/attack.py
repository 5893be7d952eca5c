# Descriptor exhaustion: a process takes every number that the kernel has for open files.
import os

# The kernel's table of open files is shared by the whole machine. At most 200 are tried here.
for make in os.dup, lambda _: os.pipe()[0]:
    made = []
    try:
        while len(made) < 200:
            made.append(make(1))
    except OSError as error:
        print("after", len(made), "of them:", error)
    for descriptor in made:
        os.close(descriptor)
