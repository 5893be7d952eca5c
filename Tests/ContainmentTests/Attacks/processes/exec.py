# expect: refused
# errors: EPERM RuntimeError
# denials: execve execveat
#
# Becomes another program. If it worked, no line would be printed at all, which fails the test too.
arguments = (ctypes.c_char_p * 2)(b"/bin/true", None)
environment = (ctypes.c_char_p * 1)(None)

attempt("os.execv", lambda: os.execv("/bin/true", ["/bin/true"]))
attempt("execve", lambda: call("execve", b"/bin/true", arguments, environment))
attempt("execveat", lambda: call("execveat", -100, b"/bin/true", arguments, environment, 0))
attempt("execveat of a descriptor", lambda: call("execveat", 0, b"", arguments, environment, 0x1000))

allow("eval of an expression", lambda: eval("6 * 7"))
