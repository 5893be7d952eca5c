# A decompression bomb: 300 kB of input become 300 MiB of output.
import zlib

# A bomb is made here from zeros, some 1000 to 1, piece by piece: the program itself never holds
# more than a mebibyte of them. A sender would only send the result, about 300 kB.
packer = zlib.compressobj(9)
piece = bytes(1 << 20)
bomb = b"".join(packer.compress(piece) for _ in range(300)) + packer.flush()

# One call, all of it in C. `decompress` has no bound unless it is asked for one.
print(len(bomb), "bytes of bomb")
print(len(zlib.decompress(bomb)), "bytes of output")
