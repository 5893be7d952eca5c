# expect: killed process_vm_readv
#
# Reads another process's memory.
buffer = ctypes.create_string_buffer(8)
here = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 8)

allow("reading its own memory", lambda: ctypes.string_at(ctypes.addressof(buffer), 8))
attempt("process_vm_readv", lambda: call("process_vm_readv", 1, here, 1, here, 1, 0))
