# expect: refused
# layer: seccomp
# errors: EPERM
# denials: mprotect pkey_mprotect
#
# Writes code first and makes the memory executable afterwards.
import mmap

READ, WRITE, EXEC = 1, 2, 4
page = call("mmap", 0, 4096, READ | WRITE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1, 0)

attempt("mprotect", lambda: call("mprotect", page, 4096, READ | EXEC))
attempt("pkey_mprotect", lambda: call("pkey_mprotect", page, 4096, READ | EXEC, -1))

allow("making memory read-only", lambda: call("mprotect", page, 4096, READ))
