# Walks through all descriptors: what the server had open when it forked is open here as well.
try:
    import os
except ImportError:
    # The well-known way to os where it may not be imported: one of os's own classes is a subclass
    # of object, and its methods know their globals.
    classes = ().__class__.__base__.__subclasses__()
    found = [each for each in classes if each.__name__ == "_wrap_close"][0]
    os = found.__init__.__globals__["sys"].modules["os"]

ESPIPE = 29
found = []

# 0, 1, 2 and the channel, 3, are the child's own. Anything above was left behind by whoever made
# it: the channels, inputs and outputs of other runs, handles on their processes.
for descriptor in range(4, 256):
    try:
        os.lseek(descriptor, 0, os.SEEK_CUR)
        kind = "a file"
    except OSError as error:
        if error.errno != ESPIPE:  # not open
            continue
        kind = "a pipe, a socket or the like"
    try:
        # Nothing is written, only the right to do so is asked for. Whoever may write to another
        # run's output can say anything in its name.
        os.write(descriptor, b"")
        kind += ", open for writing"
    except OSError:
        pass
    found.append((descriptor, kind))

print(len(found), "descriptors too many")
for descriptor, kind in found:
    print(descriptor, kind)
