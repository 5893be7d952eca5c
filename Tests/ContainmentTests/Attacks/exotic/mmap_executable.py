# expect: refused
# layer: seccomp
# errors: EPERM
# denials: mmap
#
# Executable memory is where machine code would go: without it there is no int 0x80, hence no entry by the i386 table.
import mmap

ANONYMOUS = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
READ, WRITE, EXEC = 1, 2, 4

attempt("writable and executable memory", lambda: call("mmap", 0, 4096, READ | WRITE | EXEC, ANONYMOUS, -1, 0))
attempt("executable memory", lambda: call("mmap", 0, 4096, READ | EXEC, ANONYMOUS, -1, 0))
attempt("executable memory, high bits set", lambda: call("mmap", 0, 4096, 1 << 32 | EXEC, ANONYMOUS, -1, 0))

allow("memory", lambda: mmap.mmap(-1, 4096, flags=ANONYMOUS).close())
