# expect: refused
# errors: ABSENT
# denials: none
#
# The kernel puts a process's first environment on the stack, between the random bytes (AT_RANDOM) and the name of the
# executable (AT_EXECFN), where unsetting a variable does not reach it.
AT_RANDOM, AT_EXECFN = 25, 31
libc.getauxval.restype = ctypes.c_ulong
start, end = libc.getauxval(ctypes.c_ulong(AT_RANDOM)), libc.getauxval(ctypes.c_ulong(AT_EXECFN))
stack = ctypes.string_at(start, end - start)

for name in [b"HOME=", b"PATH=", b"USER=", b"PWD=", b"SHELL="]:
    if name in stack:
        print(f"REACHED {name.decode()} on the stack: {stack[stack.index(name):][:60]!r}", flush=True)
    else:
        print(f"refused {name.decode()} on the stack: ABSENT", flush=True)

allow("reading its own stack", lambda: stack[:16])
