# Becomes another program: /bin/cat has no interpreter and no namespace layer.
try:
    import os
except ImportError:
    # The well-known way to os where it may not be imported: one of os's own classes is a subclass
    # of object, and its methods know their globals.
    classes = ().__class__.__base__.__subclasses__()
    found = [each for each in classes if each.__name__ == "_wrap_close"][0]
    os = found.__init__.__globals__["sys"].modules["os"]

arguments = ["cat", outside["file"]]

# Two ways of Python's own: in place of this process, and in a new one.
for what, start in {
    "execv": lambda: os.execv("/bin/cat", arguments),
    "posix_spawn": lambda: os.waitpid(os.posix_spawn("/bin/cat", arguments, {}), 0),
}.items():
    try:
        start()
    except (OSError, RuntimeError) as error:
        print(what, error, flush=True)

# And past Python, which may have an opinion of its own on subinterpreters.
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
values = (ctypes.c_char_p * 3)(*[each.encode() for each in arguments], None)
libc.execv(b"/bin/cat", values)
print("execve", os.strerror(ctypes.get_errno()))
