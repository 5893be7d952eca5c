# expect: refused
# errors: EPERM
# denials: modify_ldt iopl
#
# The processor's own tables and ports. The first only reads; the second asks for the level it has.
attempt("modify_ldt", lambda: call("modify_ldt", 0, ctypes.create_string_buffer(8), 8))
attempt("iopl", lambda: call("iopl", 0))

allow("memory of its own", lambda: bytearray(4096))
