# expect: killed process_vm_writev
#
# Writes another process's memory; no bytes at all, if it worked.
allow("writing its own memory", lambda: ctypes.memset(ctypes.create_string_buffer(8), 0, 8))
attempt("process_vm_writev", lambda: call("process_vm_writev", 1, 0, 0, 0, 0, 0))
