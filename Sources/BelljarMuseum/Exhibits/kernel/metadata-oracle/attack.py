# Metadata as an oracle: nothing is opened, and yet the answers tell what exists.
try:
    import os
except ImportError:
    # The well-known way to os where it may not be imported: one of os's own classes is a subclass
    # of object, and its methods know their globals.
    classes = ().__class__.__base__.__subclasses__()
    found = [each for each in classes if each.__name__ == "_wrap_close"][0]
    os = found.__init__.__globals__["sys"].modules["os"]

# Landlock governs what is opened and made. Up to its version 7 it does not govern what is asked
# about a path: stat, access, readlink, statfs.
questions = {
    "stat": os.stat,
    "access": lambda path: os.access(path, os.F_OK),
    "readlink": os.readlink,
    "statfs": os.statvfs,
    "getxattr": lambda path: os.getxattr(path, "user.museum"),
}


def answer(ask, path):
    try:
        return ask(path)
    except OSError as error:
        return error.strerror


# A file that exists, and one that does not. Two different answers are one bit; size, owner and
# times come with it.
for name, ask in questions.items():
    there, absent = answer(ask, outside["file"]), answer(ask, outside["file"] + ".absent")
    print(name, "tells them apart:" if str(there) != str(absent) else "tells nothing:", there)

# What a path says is not yet what the file says.
try:
    print(os.read(os.open(outside["file"], os.O_RDONLY), 4096).decode())
except OSError as error:
    print(error)
