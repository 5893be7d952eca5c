# expect: refused
# errors: EPERM
# denials: mmap
#
# Memory shared with others, and memory from a file or a descriptor.
import mmap

READ, WRITE = 1, 2

attempt("shared memory", lambda: call("mmap", 0, 4096, READ | WRITE, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS, -1, 0))
attempt("memory from a descriptor", lambda: call("mmap", 0, 4096, READ, mmap.MAP_PRIVATE, 3, 0))

allow("memory", lambda: mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close())
