# An annotation may be a text, and typing evaluates it: there is no eval among our builtins, and
# none is needed.
import typing


# Nothing of this runs here: the annotations are texts.
def form(room: "__import__('os').environ", door: "open"):
    pass


# get_type_hints turns texts into what they stand for, with eval, in the globals that it is given.
# These have no builtins, so eval adds those of the function that called it: the library's, the
# real ones.
hints = typing.get_type_hints(form, {})

print(hints["room"]["MUSEUM_FLAG"])
print(hints["door"](outside["file"]).read())
